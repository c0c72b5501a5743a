import { usesIdentity } from "../../../config/identity";
import { webIdentityRole } from "../../../stacks/openhands-kubernetes/web-identity";
import { type Check, fail, skip, verdict } from "../check";

interface Container {
  readonly name: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
}
interface Volume {
  readonly projected?: {
    readonly sources?: readonly { readonly serviceAccountToken?: { readonly audience?: string } }[];
  };
}

/** The running workload has the service account, the token and the role, and no access key beside them, which would win. */
export const podIdentity: Check = {
  name: "pod-identity",
  needs: ["cluster"],
  async run({ cluster, config }) {
    const { kubernetes } = cluster;
    const { identity, namespace } = kubernetes;
    if (!usesIdentity(config) || !identity) return skip("OpenHands has an access key (bedrock.access: access-key).");
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
    return verdict(problems, `${name} runs as ${serviceAccountName}, and has no access key.`);
  },
};
