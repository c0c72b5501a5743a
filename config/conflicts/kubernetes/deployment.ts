import { nanosOf } from "@openhands-aws/facts/quantity";
import { memoryLimit } from "../../kubernetes";
import type { Problem } from "../../problem";
import type { ConfigFile } from "../../schema";
import type { KubernetesSection } from "../../schema/kubernetes";
import { repeated } from "../duplicates";

/** Directories that the node itself needs, or in which other programs keep their data. */
const NODE_DIRECTORIES = [
  ...["/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/root", "/run", "/sbin", "/sys", "/usr", "/var/run"],
  ...["containerd", "containers", "docker", "etcd", "kubelet"].map((name) => `/var/lib/${name}`),
];

export function* deploymentConflicts(file: ConfigFile, { deployment }: KubernetesSection): Iterable<Problem> {
  const { workspace, resources, replicas, strategy, hostNetwork, storage, image } = deployment;
  const path = ["deployment"];
  if (!deployment.generate) yield* needingDeployment(deployment);
  const taken = workspace && NODE_DIRECTORIES.find((directory) => overlap(workspace, directory));
  if (taken)
    yield {
      path: [...path, "workspace"],
      message: `must neither contain nor be inside ${taken}, which the node itself uses; choose a directory for sandboxes only, such as /srv/openhands`,
    };
  for (const name of ["cpu", "memory"] as const) {
    const limit = name === "memory" ? memoryLimit(file, deployment) : resources.limits.cpu;
    if (limit !== undefined && nanosOf(resources.requests[name]) > nanosOf(limit))
      yield {
        path: [...path, "resources", "requests", name],
        message: `must be at most ${limit}, which is deployment.resources.limits.${name}`,
      };
  }
  if (replicas > 1 && storage.accessMode === "ReadWriteOnce")
    yield {
      path: [...path, "replicas"],
      message: "must be 0 or 1, because pods share the volume; or set storage.accessMode to ReadWriteMany",
    };
  if (strategy === "RollingUpdate" && hostNetwork && storage.accessMode === "ReadWriteOnce")
    yield {
      path: [...path, "strategy"],
      message:
        "must be Recreate with hostNetwork: the volume keeps both pods on one node, where the old pod holds the port until it ends; or set storage.accessMode to ReadWriteMany",
    };
  yield* repeated(image.pullSecrets.map((name, index) => [[...path, "image", "pullSecrets", index], name]));
}

export const ELSEWHERE = "needs deployment.generate: true; write it into your own Deployment instead";

/** Settings that have no effect on a Deployment that someone else writes. */
function* needingDeployment(deployment: KubernetesSection["deployment"]): Iterable<Problem> {
  const { image, hostNetwork, dockerSocket, workspace, nodeAffinity, storage, service, env, reload } = deployment;
  const asked: Record<string, unknown> = {
    "image.repository": image.repository,
    "image.digest": image.digest,
    "image.pullSecrets": image.pullSecrets,
    ...{ hostNetwork, dockerSocket, workspace, nodeAffinity, env },
    "storage.className": storage.className,
    "service.annotations": service.annotations,
    reload: reload === "checksum",
  };
  for (const [key, value] of Object.entries(asked))
    if (typeof value === "object" && value !== null ? Object.keys(value).length > 0 : value)
      yield {
        path: ["deployment", ...key.split(".")],
        message: ELSEWHERE,
      };
}

/** Whether one directory is the other, or contains it. */
export const overlap = (one: string, other: string): boolean =>
  `${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`);
