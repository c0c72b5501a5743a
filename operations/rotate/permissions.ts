import { type Grant, parameterArn, userArn } from "@openhands-aws/constructs/iam";
import type { Config } from "../../config/config";
import { accountOf } from "../../stacks/account";

/**
 * All that `rotate` needs in the account to find the next phase: it reads. With --apply, terraform needs what it always needs
 * for the stack openhands; --delete-key needs iam:DeleteAccessKey, which terraform has as well.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function rotateGrants(config: Config): Grant[] {
  const account = accountOf(config);
  const { bedrock, aws } = config;
  return [
    {
      sid: "ReadKeys",
      why: "rotate finds out which access keys there are, how old they are and when they were last used",
      actions: ["iam:ListAccessKeys", "iam:GetAccessKeyLastUsed"],
      resources: [userArn(account, bedrock.user.path, bedrock.user.name)],
    },
    {
      sid: "ReadPair",
      why: "rotate finds out which key the parameters hold, and whether AWS accepts it",
      actions: ["ssm:GetParameters"],
      resources: [bedrock.accessKeyIdParameter, bedrock.secretAccessKeyParameter].map((name) =>
        parameterArn(account, aws.region, name),
      ),
    },
  ];
}

/** A rule of a Role in the namespace of OpenHands. */
export interface RoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/**
 * All that `rotate` needs in the cluster.
 * @param applies whether it refreshes the ExternalSecret and restarts the pods, too
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export function rotateRules({ kubernetes }: Config, applies: boolean): RoleRule[] {
  if (!kubernetes) return [];
  const { externalSecret, deployment, awsAccess } = kubernetes;
  const kind = deployment.generate ? "deployments" : `${awsAccess.kind.toLowerCase()}s`;
  const target = deployment.generate ? { name: deployment.name } : awsAccess.target;
  const change = applies ? ["get", "patch"] : ["get"];
  const workload = { apiGroups: ["apps"], resources: [kind] };
  const secrets = { resourceNames: [externalSecret.name] };
  return [
    { apiGroups: ["external-secrets.io"], resources: ["externalsecrets"], ...secrets, verbs: change },
    { apiGroups: [""], resources: ["secrets"], ...secrets, verbs: ["get"] },
    "name" in target
      ? { ...workload, resourceNames: [target.name], verbs: change }
      : { ...workload, verbs: applies ? ["get", "list", "patch"] : ["list"] },
    { apiGroups: [""], resources: ["pods"], verbs: ["list"] },
  ];
}
