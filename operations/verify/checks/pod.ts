import { REFRESHER_CONTAINER } from "@openhands-aws/facts/refresher";
import type { ClusterObject } from "../../cluster/kubectl";
import { changeOf, type Reader, reads } from "../../cluster/secret-readers";
import { type Check, fail, skip, verdict } from "../check";

interface ContainerStatus {
  readonly name: string;
  readonly ready: boolean;
  readonly state?: { readonly running?: { readonly startedAt: string } };
}

/**
 * The running pods have the Secret as it is now: each container that reads it is ready, and started after the Secret's last
 * change. The refresher is ready only while its session is valid. Nothing is run in a pod.
 */
export const pod: Check = {
  name: "pod",
  needs: ["cluster"],
  async run({ cluster }) {
    const { namespace, externalSecret } = cluster.kubernetes;
    cluster.externalSecretManifest();
    const workload = await cluster.workload();
    if (!workload)
      return fail(`The workload of OpenHands does not exist in the namespace ${namespace}. Apply manifests/.`);
    const containers: readonly Reader[] = workload.spec.template.spec.containers;
    const readers = containers.filter((container) => reads(container, externalSecret.name));
    const refresher = containers.find(({ name }) => name === REFRESHER_CONTAINER);
    const named = [...new Set([...readers, ...(refresher ? [refresher] : [])])];
    if (named.length === 0)
      return fail(`No container of ${workload.metadata.name} reads the Secret ${externalSecret.name}.`);

    if (workload.spec.replicas === 0) return skip(`${workload.metadata.name} is scaled to 0.`);
    const pods = await cluster.podsOf(workload);
    if (pods.length === 0) return fail(`${workload.metadata.name} has no pod.`);
    const secret = await cluster.secret();
    const changed = secret && changeOf(secret);
    const problems = pods.flatMap((one) =>
      named.flatMap((container) => problemOf(one, container, readers.includes(container) ? changed : undefined)),
    );
    const all = named.map(({ name }) => name).join(" and ");
    return verdict(
      problems,
      `${all} of ${pods.length} ${pods.length === 1 ? "pod" : "pods"} started with the Secret as it is.`,
    );
  },
};

/** @param changed after which the container must have started; both are in UTC, to the second */
function problemOf({ metadata, status }: ClusterObject, { name }: Reader, changed: string | undefined): string[] {
  const all: readonly ContainerStatus[] = status?.containerStatuses ?? [];
  const found = all.find((container) => container.name === name);
  const started = found?.state?.running?.startedAt;
  if (!started) return [`${name} in ${metadata.name} is not running.`];
  if (changed && started < changed)
    return [`${name} in ${metadata.name} started at ${started}, before the Secret changed at ${changed}. Restart it.`];
  return found.ready ? [] : [`${name} in ${metadata.name} is running, but not ready.`];
}
