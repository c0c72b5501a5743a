import { nanosOf } from "@openhands-aws/facts/quantity";
import type { Problem } from "../../problem";
import type { KubernetesSection } from "../../schema/kubernetes";
import { repeated } from "../duplicates";

/** What the node itself lives by, and what others than OpenHands' sandboxes keep there. */
const OF_THE_NODE = [
  ...["/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/root", "/run", "/sbin", "/sys", "/usr", "/var/run"],
  ...["containerd", "containers", "docker", "etcd", "kubelet"].map((name) => `/var/lib/${name}`),
];

export function* deploymentConflicts({ deployment }: KubernetesSection): Iterable<Problem> {
  const { workspace, resources, replicas, strategy, hostNetwork, storage, image } = deployment;
  const path = ["deployment"];
  if (!deployment.generate) yield* needingDeployment(deployment);
  const taken = workspace && OF_THE_NODE.find((directory) => overlap(workspace, directory));
  if (taken)
    yield {
      path: [...path, "workspace"],
      message: `must neither hold nor lie in ${taken}, which is the node's own; choose a directory for sandboxes alone, as in /srv/openhands`,
    };
  for (const name of ["cpu", "memory"] as const) {
    const limit = resources.limits[name];
    if (limit !== undefined && nanosOf(resources.requests[name]) > nanosOf(limit))
      yield {
        path: [...path, "resources", "requests", name],
        message: `must be at most ${limit}, which is deployment.resources.limits.${name}`,
      };
  }
  if (replicas > 1 && storage.accessMode === "ReadWriteOnce")
    yield {
      path: [...path, "replicas"],
      message: "must be 0 or 1, since pods share the volume; or storage.accessMode must be ReadWriteMany",
    };
  if (strategy === "RollingUpdate" && hostNetwork && storage.accessMode === "ReadWriteOnce")
    yield {
      path: [...path, "strategy"],
      message:
        "must be Recreate with hostNetwork: the volume keeps both pods on one node, where the old one has the port until it is gone; or storage.accessMode must be ReadWriteMany",
    };
  yield* repeated(image.pullSecrets.map((name, index) => [[...path, "image", "pullSecrets", index], name]));
}

/** What is about a Deployment that is somebody else's. */
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
        message: "needs deployment.generate: true; write it into your own Deployment instead",
      };
}

/** Whether one directory is the other, or contains it. */
export const overlap = (one: string, other: string): boolean =>
  `${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`);
