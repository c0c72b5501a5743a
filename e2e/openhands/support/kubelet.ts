import type { Cluster as Kubernetes, KubernetesObject } from "../../kubernetes/support/cluster";
import { eventually } from "../../kubernetes/support/eventually";
import { CanvasPod, type CanvasPodProps } from "./canvas-pod";
import { type Cluster, environmentOf, type Tokens, type Volume, type Workload } from "./pod";

/**
 * In place of a scheduler and a kubelet: takes the only pod of a namespace as the API server has it, waits for what it
 * refers to, starts it, and reports that it is ready.
 */
export async function runPod(
  kubernetes: Kubernetes,
  namespace: string,
  props: Omit<CanvasPodProps, "workload" | "cluster">,
): Promise<{ readonly object: KubernetesObject; readonly running: CanvasPod }> {
  const object = await eventually(() => onlyPod(kubernetes, namespace), PATIENCE);
  const workload = { spec: { template: object } } as unknown as Workload;
  const { initContainers = [], containers } = workload.spec.template.spec;
  for (const { persistentVolumeClaim } of object.spec.volumes)
    if (persistentVolumeClaim) await kubernetes.get("pvc", persistentVolumeClaim.claimName, namespace);
  const cluster = await eventually(async () => {
    const known = await contentsOf(kubernetes, object);
    for (const container of [...initContainers, ...containers]) environmentOf(container, known);
    return { ...known, tokens: await tokensOf(kubernetes, object) };
  }, PATIENCE);
  const running = await CanvasPod.start({ ...props, workload, cluster });
  const conditions = ["Initialized", "ContainersReady", "Ready"].map((type) => ({ type, status: "True" }));
  const status = JSON.stringify({ status: { phase: "Running", conditions } });
  const own = [object.metadata.name, `--namespace=${namespace}`, "--subresource=status"];
  await kubernetes.kubectl("patch", "pod", ...own, "--type=merge", `--patch=${status}`);
  return { object, running };
}

/** Tokens of the pod's service account for its volumes, each bound to the pod. */
export async function tokensOf(kubernetes: Kubernetes, { metadata, spec }: KubernetesObject): Promise<Tokens> {
  const { name, namespace, uid } = metadata;
  const sources = (spec.volumes as Volume[]).flatMap(({ projected }) => projected?.sources ?? []);
  const wanted = sources.flatMap(({ serviceAccountToken }) => serviceAccountToken ?? []);
  const requested = wanted.map(async ({ audience, expirationSeconds }) => {
    const of = [`--namespace=${namespace}`, `--audience=${audience}`, `--duration=${expirationSeconds}s`];
    const bound = ["--bound-object-kind=Pod", `--bound-object-name=${name}`, `--bound-object-uid=${uid}`];
    const token = await kubernetes.kubectl("create", "token", spec.serviceAccountName, ...of, ...bound);
    return [audience, token.trim()] as const;
  });
  return Object.fromEntries(await Promise.all(requested));
}

/** In seconds. */
const PATIENCE = 60;

/** @throws Error with why there is none */
async function onlyPod(kubernetes: Kubernetes, namespace: string): Promise<KubernetesObject> {
  const { items } = await list(kubernetes, "pods,replicasets", namespace);
  const pods = items.filter(({ kind }) => kind === "Pod");
  const [pod] = pods;
  if (pod && pods.length === 1) return pod;
  const conditions = items.flatMap(({ kind, status }) => (kind === "ReplicaSet" && status.conditions) || []);
  const reasons = conditions.map(({ message }: { message: string }) => message);
  throw new Error([`The namespace ${namespace} has ${pods.length} pods.`, ...reasons].join(" "));
}

async function contentsOf(kubernetes: Kubernetes, { metadata }: KubernetesObject): Promise<Cluster> {
  const { items } = await list(kubernetes, "secrets,configmaps", metadata.namespace ?? "");
  const decoded = (data: Record<string, string>) =>
    Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString()]);
  const of = (kind: string) => items.filter((item) => item.kind === kind);
  const named = (item: KubernetesObject, data: object) => [item.metadata.name, data];
  return {
    fields: { "metadata.uid": metadata.uid },
    secrets: Object.fromEntries(of("Secret").map((item) => named(item, Object.fromEntries(decoded(item.data ?? {}))))),
    configMaps: Object.fromEntries(of("ConfigMap").map((item) => named(item, item.data ?? {}))),
  };
}

const list = async (kubernetes: Kubernetes, kinds: string, namespace: string): Promise<{ items: KubernetesObject[] }> =>
  JSON.parse(await kubernetes.kubectl("get", kinds, `--namespace=${namespace}`, "--output=json"));
