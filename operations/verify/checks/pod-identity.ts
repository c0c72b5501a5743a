import { associatedAccount, usesIdentity } from "../../../config/identity";
import { webIdentityRole } from "../../../stacks/openhands-kubernetes/web-identity";
import { listAssociations } from "../../association-commands";
import type { ClusterObject } from "../../cluster/kubectl";
import { association } from "../association";
import { attempt } from "../attempt";
import { type Check, fail, type Look, skip, verdict, worst } from "../check";

interface Container {
  readonly name: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
}
interface Volume {
  readonly projected?: {
    readonly sources?: readonly { readonly serviceAccountToken?: { readonly audience?: string } }[];
  };
}

/** What EKS adds to each container of a pod whose service account has an association when the pod is created. */
const EKS_VARIABLE = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

/** What gives the pod its identity: the workload, and with EKS Pod Identity the association, as soon as it is exported. */
export const podIdentity: Check = {
  name: "pod-identity",
  needs: [], // Each part has its own: the association is looked at without a cluster in reach, too.
  async run(world) {
    const { config } = world;
    const parts = [
      ...(usesIdentity(config) && config.kubernetes?.identity ? [workloadIdentity] : []),
      ...(associatedAccount(config) ? [association] : []),
    ];
    if (parts.length === 0) return skip("OpenHands has an access key (bedrock.access: access-key).");
    return worst(await Promise.all(parts.map((part) => attempt(part, world))));
  },
};

/**
 * The running workload has the service account and either the token and the role, or what EKS Pod Identity gives it; and
 * nothing beside them that would win: an access key, or a web identity before Pod Identity.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
const workloadIdentity: Look = {
  needs: ["cluster"],
  async run({ cluster, config }) {
    const { kubernetes } = cluster;
    const { identity, namespace } = kubernetes;
    if (!identity) return skip("The config has no section kubernetes.identity.");
    const workload = await cluster.workload();
    if (!workload)
      return fail(`The workload of OpenHands does not exist in the namespace ${namespace}. Apply manifests/.`);
    const {
      serviceAccountName = "default",
      containers = [],
      volumes = [],
    } = workload.spec.template.spec as {
      serviceAccountName?: string;
      containers?: readonly Container[];
      volumes?: readonly Volume[];
    };
    const name = workload.metadata.name;
    const problems: string[] = [];
    if (serviceAccountName !== identity.serviceAccount)
      problems.push(
        `${name} runs as the service account ${serviceAccountName}; the role trusts ${identity.serviceAccount}.`,
      );
    for (const container of containers)
      for (const { name: variable } of container.env ?? [])
        if (/^AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY)$/.test(variable))
          problems.push(`${container.name} of ${name} has ${variable}, which wins over the role. Remove it.`);
    const role = webIdentityRole(config, kubernetes);
    if (role !== undefined) {
      const users = containers.filter(({ env = [] }) =>
        env.some(({ name: n, value }) => n === "AWS_ROLE_ARN" && value === role),
      );
      if (users.length === 0) problems.push(`No container of ${name} has AWS_ROLE_ARN ${role}. Apply manifests/.`);
      const audiences = volumes.flatMap(({ projected }) =>
        (projected?.sources ?? []).flatMap(({ serviceAccountToken: token }) =>
          token ? [token.audience ?? "none"] : [],
        ),
      );
      if (!audiences.includes(identity.audience))
        problems.push(`${name} has no token for ${identity.audience} in a volume. Apply manifests/.`);
    }
    const good = `${name} runs as ${serviceAccountName}, and has no access key.`;
    const associated = associatedAccount(config);
    if (!associated) return verdict(problems, good);
    problems.push(...containers.flatMap((container) => webIdentityProblem(name, container)));
    const without = (await cluster.podsOf(workload)).filter((pod) => !hasEksVariable(pod));
    if (without.length > 0)
      problems.push(
        `EKS gives no session to ${without.map(({ metadata }) => metadata.name).join(" and ")}: ${EKS_VARIABLE} is missing, as where there was no association when the pod was created. Restart it once ${listAssociations(associated)} finds one.`,
      );
    return verdict(problems, good);
  },
};

/** Left from another kind of cluster, as the export for it has them. */
function webIdentityProblem(workload: string, { name, env = [] }: Container): string[] {
  const found = env.map((variable) => variable.name).filter((variable) => WEB_IDENTITY.includes(variable));
  if (found.length === 0) return [];
  const win = found.length === 1 ? "which wins" : "which win";
  return [`${name} of ${workload} has ${found.join(" and ")}, ${win} over EKS Pod Identity. Apply manifests/.`];
}
const WEB_IDENTITY: readonly string[] = ["AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"];

const hasEksVariable = ({ spec }: ClusterObject): boolean =>
  ((spec.containers ?? []) as readonly Container[]).some(({ env = [] }) =>
    env.some(({ name }) => name === EKS_VARIABLE),
  );
