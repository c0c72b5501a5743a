import { createHash } from "node:crypto";
import type { Config } from "../../config/config";
import type { Credentials } from "../aws/aws";
import { isClusterError } from "../cluster/cluster-error";
import { EXTERNAL_SECRETS } from "../cluster/kinds";
import type { ClusterObject, Kubectl } from "../cluster/kubectl";
import { changeOf, type Reader, reads } from "../cluster/secret-readers";
import { podsOf, type Workload, workloadOf } from "../cluster/workload";
import type { ClusterView } from "./observation";

/** How far the pair of the parameters has come. @param credentials what the parameters hold */
export async function observeCluster(
  config: Config,
  kubectl: Kubectl,
  credentials: Credentials | undefined,
): Promise<ClusterView> {
  const { kubernetes } = config;
  if (!kubernetes) return { state: "none" };
  const { namespace, externalSecret } = kubernetes;
  try {
    await kubectl.reach();
    const [source, secret, workload] = await Promise.all([
      kubectl.get(EXTERNAL_SECRETS, externalSecret.name, namespace),
      kubectl.get("secret", externalSecret.name, namespace),
      workloadOf(kubernetes, kubectl),
    ]);
    if (!source || !secret || !workload)
      return {
        state: "unknown",
        why: `The namespace ${namespace} does not have the ExternalSecret ${externalSecret.name}, its Secret and the workload that reads it. Apply manifests/.`,
      };
    return {
      state: "seen",
      ready: isReady(source),
      secretHasPair: holds(secret, credentials),
      refreshes: source.spec.refreshPolicy !== "CreatedOnce",
      ...(await startsOf(workload, secret, externalSecret.name, namespace, kubectl)),
    };
  } catch (error) {
    if (isClusterError(error)) return { state: "unknown", why: error.message };
    throw error;
  }
}

interface Condition {
  readonly type: string;
  readonly status: string;
}

const isReady = ({ status }: ClusterObject): boolean =>
  ((status?.conditions ?? []) as readonly Condition[]).some(
    (condition) => condition.type === "Ready" && condition.status === "True",
  );

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** Whether the Secret has the two values, by SHA-256. */
function holds({ data = {} }: ClusterObject, credentials: Credentials | undefined): boolean {
  const wanted = { AWS_ACCESS_KEY_ID: credentials?.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey };
  return Object.entries(wanted).every(
    ([key, value]) =>
      value !== undefined && sha256(Buffer.from(data[key] ?? "", "base64")) === sha256(Buffer.from(value)),
  );
}

interface ContainerStatus {
  readonly name: string;
  readonly state?: { readonly running?: { readonly startedAt: string } };
}

/** Variables are read when a container starts: it has the pair if that was after the Secret's last change. */
async function startsOf(
  { object }: Workload,
  secret: ClusterObject,
  name: string,
  namespace: string,
  kubectl: Kubectl,
) {
  const { containers = [], initContainers = [] } = object.spec.template.spec;
  const readers = [...containers, ...initContainers.filter(isSidecar)]
    .filter((container: Reader) => reads(container, name))
    .map((container: Reader) => container.name);
  const pods = await podsOf(object, namespace, kubectl);
  const changed = changeOf(secret);
  const starts = pods.flatMap((pod) =>
    readers.map((reader) => ({ pod: pod.metadata.name, started: startOf(pod, reader) })),
  );
  // Both are in UTC, to the second.
  const stale = starts.filter(({ started }) => !started || started < changed).map(({ pod }) => pod);
  // While it is recreated, there is no pod at all.
  if (pods.length === 0 && readers.length > 0 && object.spec.replicas !== 0)
    stale.push(`${object.metadata.name} (without a pod)`);
  const last = starts
    .map(({ started = "" }) => started)
    .sort()
    .at(-1);
  const { annotations = {} } = object.metadata;
  return {
    stalePods: [...new Set(stale)],
    ...(last && stale.length === 0 && { since: new Date(last) }),
    reloader: reloads(annotations, name),
  };
}

/**
 * Whether Reloader restarts the workload when this Secret changes: not if it only looks at another one.
 * @see https://github.com/stakater/Reloader
 */
const reloads = (annotations: Readonly<Record<string, string>>, secret: string): boolean =>
  Object.entries(annotations).some(([key, text]) =>
    /^(?:secret\.)?reloader\.stakater\.com\/auto$/.test(key)
      ? text === "true"
      : key === "secret.reloader.stakater.com/reload" && text.split(",").some((name) => name.trim() === secret),
  );

const isSidecar = ({ restartPolicy }: { readonly restartPolicy?: string }) => restartPolicy === "Always";

function startOf({ status }: ClusterObject, reader: string): string | undefined {
  const all: readonly ContainerStatus[] = [
    ...(status?.containerStatuses ?? []),
    ...(status?.initContainerStatuses ?? []),
  ];
  return all.find(({ name }) => name === reader)?.state?.running?.startedAt;
}
