import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Kubernetes } from "../../config/kubernetes";
import { isClusterError } from "../cluster/cluster-error";
import type { ClusterObject, Kubectl } from "../cluster/kubectl";
import { type Look, type Step, StepError } from "../steps";

export interface ClusterWorld {
  readonly kubernetes: Kubernetes;
  readonly kubectl: Pick<Kubectl, "reach" | "get" | "run">;
  /** The Deployment without the variables, where it is ours. */
  readonly deployment?: object;
  /** The variables that the Secret fills. */
  readonly variables: readonly string[];
}

/** The variables leave the workload, then ExternalSecret and Secret go. */
export function clusterSteps(world: ClusterWorld): Step[] {
  const { kubernetes, kubectl } = world;
  const { namespace, externalSecret } = kubernetes;
  const { name } = externalSecret;
  const secret = name;
  const workload = workloadOf(kubernetes);
  const at = `--namespace=${namespace}`;
  const remove = (kind: string, named: string): Step => ({
    title: `the ${named} ${name} is gone`,
    look: () =>
      reached(kubectl, `kubectl delete ${kind} ${name} ${at}`, async () => {
        const found = await kubectl.get(kind, name, namespace);
        if (!found) return { state: "done", evidence: `The namespace ${namespace} has none.` };
        refuseArgo(found, `${named} ${name}`);
        return {
          state: "todo",
          will: `Delete it: kubectl delete ${kind} ${name} ${at}.`,
          async do() {
            await kubectl.run("delete", kind, name, at, "--ignore-not-found");
            return "Deleted.";
          },
        };
      }),
  });
  return [
    { title: "the workload does not use the access key", look: () => lookAtWorkload(world, workload, secret) },
    remove("externalsecrets.external-secrets.io", "ExternalSecret"),
    remove("secret", "Secret"),
  ];
}

type Workload = { readonly kind: string; readonly name: string } | undefined;

function workloadOf({ deployment, awsAccess }: Kubernetes): Workload {
  if (deployment.generate) return { kind: "deployment", name: deployment.name };
  return "name" in awsAccess.target && awsAccess.target.name
    ? { kind: awsAccess.kind.toLowerCase(), name: awsAccess.target.name }
    : undefined;
}

async function lookAtWorkload(world: ClusterWorld, workload: Workload, secret: string): Promise<Look> {
  const { kubernetes, kubectl, deployment, variables } = world;
  const { namespace } = kubernetes;
  if (!workload)
    return {
      state: "skip",
      why: `The config selects the workload by its labels. Apply your kustomization again, or remove ${variables.join(", ")} from it.`,
    };
  const { kind, name } = workload;
  const unset = ["set", "env", `${kind}/${name}`, `--namespace=${namespace}`, ...variables.map((one) => `${one}-`)];
  const command = deployment
    ? `kubectl replace --filename=deployment.yaml --namespace=${namespace}`
    : `kubectl ${unset.join(" ")}`;
  return reached(kubectl, command, async () => {
    const found = await kubectl.get(kind, name, namespace);
    if (!found) return { state: "done", evidence: `The namespace ${namespace} has no ${kind} ${name}.` };
    if (!JSON.stringify(found.spec?.template ?? {}).includes(`"${secret}"`))
      return { state: "done", evidence: `The ${kind} ${name} does not name the Secret ${secret}.` };
    refuseArgo(found, `${kind} ${name}`);
    return {
      state: "todo",
      will: `Remove the variables: ${command}. Its pods restart.`,
      async do() {
        await (deployment ? replace(kubectl, deployment) : kubectl.run(...unset));
        return `The ${kind} ${name} has no variables of the Secret ${secret} any more.`;
      },
    };
  });
}

async function replace(kubectl: ClusterWorld["kubectl"], manifest: object): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "openhands-aws-rollback-"));
  try {
    const file = join(directory, "deployment.json");
    writeFileSync(file, JSON.stringify(manifest));
    await kubectl.run("replace", `--filename=${file}`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** @param command what to run where the cluster can be reached */
async function reached(kubectl: ClusterWorld["kubectl"], command: string, look: () => Promise<Look>): Promise<Look> {
  try {
    await kubectl.reach();
  } catch (error) {
    if (!isClusterError(error)) throw error;
    return { state: "skip", why: `The cluster cannot be reached: ${error.message} Run there: ${command}` };
  }
  return look();
}

/** @see https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/ */
function refuseArgo({ metadata }: ClusterObject, what: string): void {
  const { annotations = {}, labels = {} } = metadata as { annotations?: object; labels?: object };
  if (!("argocd.argoproj.io/tracking-id" in annotations || "argocd.argoproj.io/instance" in labels)) return;
  throw new StepError(
    `Argo CD manages the ${what}: commit the exported manifests, wait until it has synced, then run this again.`,
  );
}
