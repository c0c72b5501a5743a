import type { Problem } from "../../problem";
import { type Release, releaseOf } from "../../releases";
import type { ConfigFile } from "../../schema";
import type { KubernetesSection } from "../../schema/kubernetes";
import { Canvas } from "../../schema/kubernetes/canvas";
import { ELSEWHERE } from "./deployment";

export function* releaseConflicts(file: ConfigFile, kubernetes: KubernetesSection): Iterable<Problem> {
  const release = releaseOf(file);
  yield* accessConflicts(file, release);
  if (release.family === "canvas") yield* canvasConflicts(kubernetes);
  else yield* sandboxConflicts(release, kubernetes);
}

function* accessConflicts(file: ConfigFile, { family, mounts }: Release): Iterable<Problem> {
  const { posture, runtime, openhands } = file;
  const version = ["openhands", "version"];
  if (posture === "as-designed") {
    if (family !== "0.x")
      yield {
        path: openhands.version === undefined ? ["openhands", "family"] : version,
        message: `must be 0.x with posture as-designed: ${family} does not read the design's variables`,
      };
  } else if (runtime.refresher && mounts === "one")
    yield {
      path: version,
      message:
        "must be 0.38 or later with runtime.refresher: an earlier release cannot mount the refreshed credentials into its sandboxes",
    };
  else if (family === "1.x" && !runtime.refresher)
    yield {
      path: ["runtime", "refresher"],
      message:
        "must be {} at least, because OpenHands 1.x calls the model from its sandboxes, which never get the access key",
    };
}

function* sandboxConflicts({ family }: Release, { deployment, canvas }: KubernetesSection): Iterable<Problem> {
  if (canvas)
    yield {
      path: ["kubernetes", "canvas"],
      message: `has no effect with the family ${family} (openhands.family); leave it out`,
      wrongKey: true,
    };
  if (family === "1.x" && deployment.generate && deployment.dockerSocket && !deployment.hostNetwork)
    yield {
      path: ["kubernetes", "deployment", "hostNetwork"],
      message:
        "must be true with dockerSocket in OpenHands 1.x, whose sandboxes call port 3000 of the node; or leave out dockerSocket",
    };
}

/** Agent Canvas has no sandboxes of its own, and one pod with one volume. */
function* canvasConflicts({ deployment, awsAccess, canvas, externalSecret }: KubernetesSection): Iterable<Problem> {
  const { dockerSocket, hostNetwork, workspace, replicas, strategy, image } = deployment;
  const asked = {
    ...{ dockerSocket, hostNetwork, workspace },
    strategy: strategy === "RollingUpdate",
    "image.repository": image.repository,
    "image.digest": image.digest,
  };
  for (const [key, value] of Object.entries(asked))
    if (value)
      yield {
        path: ["kubernetes", "deployment", ...key.split(".")],
        message: WHY_NOT[key] ? `${WHY_NOT[key]}; leave it out` : NO_SANDBOXES,
        wrongKey: true,
      };
  if (replicas > 1)
    yield {
      path: ["kubernetes", "deployment", "replicas"],
      message: "must be 0 or 1: Agent Canvas keeps conversations, settings and automations in one place",
    };
  if (canvas && !deployment.generate) yield { path: ["kubernetes", "canvas"], message: ELSEWHERE, wrongKey: true };
  if (deployment.generate && externalSecret.name === (canvas ?? Canvas.parse({})).keys.name)
    yield {
      path: ["kubernetes", "externalSecret", "name"],
      message: "must differ from kubernetes.canvas.keys.name: each is a Secret with keys of its own",
    };
  if (awsAccess.mounts.length > 0)
    yield {
      path: ["kubernetes", "awsAccess", "mounts"],
      message: NO_SANDBOXES,
      wrongKey: true,
    };
}

/** The config may be of an earlier OpenHands, from before the default changed. */
const NO_SANDBOXES =
  "has no effect with Agent Canvas, which starts no sandboxes; leave it out, or name the OpenHands that you run (docs/agent-canvas.md)";
const IMAGE = "has no effect with Agent Canvas, which runs in the image of the section image";
const WHY_NOT: Record<string, string> = {
  hostNetwork: "would open every port of Agent Canvas on the node",
  strategy: "must be Recreate with Agent Canvas, of which only one pod may use the volume",
  "image.repository": IMAGE,
  "image.digest": IMAGE,
};
