import type { Cluster } from "./cluster";
import { eventually } from "./eventually";

/**
 * A namespace that admits only pods without any power, and warns of a workload that would have others.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export async function createRestricted(cluster: Cluster, namespace: string): Promise<void> {
  const levels = ["enforce", "warn"].map((mode) => `pod-security.kubernetes.io/${mode}=restricted`);
  await cluster.kubectl("create", "namespace", namespace);
  await cluster.kubectl("label", "namespace", namespace, ...levels);
}

/** With a warning as an error. */
export const applyStrictly = (cluster: Cluster, ...what: string[]): Promise<string> =>
  cluster.kubectl("apply", "--server-side", "--validate=strict", "--warnings-as-errors", ...what);

/** A workload whose pod is refused exists all the same. */
export const expectOnePod = (cluster: Cluster, namespace: string): Promise<void> =>
  eventually(async () => {
    const pods = await cluster.kubectl("get", "pods", `--namespace=${namespace}`, "--output=name");
    expect(pods.trim().split("\n")).toEqual([expect.stringMatching(/^pod\//)]);
  });
