import type { Kubernetes } from "../../config/kubernetes";
import type { ClusterObject, Kubectl } from "./kubectl";

export interface Workload {
  /** `deployments.apps` */
  readonly kind: string;
  readonly object: ClusterObject;
}

/** The Deployment or StatefulSet of OpenHands. @returns `undefined` if there is none. @throws ClusterError */
export async function workloadOf(kubernetes: Kubernetes, kubectl: Kubectl): Promise<Workload | undefined> {
  const { deployment, awsAccess, namespace } = kubernetes;
  const kind = deployment.generate ? "deployments.apps" : `${awsAccess.kind.toLowerCase()}s.apps`;
  const target = deployment.generate ? { name: deployment.name } : awsAccess.target;
  const object =
    "name" in target
      ? await kubectl.get(kind, target.name, namespace)
      : (await kubectl.list(kind, namespace, target.labels))[0];
  return object && { kind, object };
}

/** Its pods that are not being deleted. @throws ClusterError */
export async function podsOf(
  workload: ClusterObject,
  namespace: string,
  kubectl: Kubectl,
): Promise<readonly ClusterObject[]> {
  const labels: Record<string, string> = workload.spec.selector.matchLabels ?? {};
  const selector = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
  const pods = await kubectl.list("pods", namespace, selector.join());
  return pods.filter(({ metadata }) => !metadata.deletionTimestamp);
}
