import { type Grant, parameterArn, userArn } from "@openhands-aws/constructs/iam";
import type { Config } from "../../config/config";
import type { Kubernetes } from "../../config/kubernetes";
import { accountOf } from "../account";
import { type ClusterRule, EXTERNAL_SECRETS, workloadRule } from "./cluster-rule";

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

/**
 * All that `rotate` needs in the cluster; to patch, only with --apply: it refreshes the ExternalSecret and restarts the pods.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export function rotateRules(kubernetes: Kubernetes): ClusterRule[] {
  const { namespace, externalSecret } = kubernetes;
  const named = { namespace, resourceNames: [externalSecret.name] };
  return [
    { ...named, apiGroups: EXTERNAL_SECRETS, resources: ["externalsecrets"], verbs: ["get", "patch"] },
    { ...named, apiGroups: [""], resources: ["secrets"], verbs: ["get"] },
    workloadRule(kubernetes, ["get", "patch"], ["get", "list", "patch"]),
    { namespace, apiGroups: [""], resources: ["pods"], verbs: ["list"] },
  ];
}
