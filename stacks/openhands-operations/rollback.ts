import { type Grant, roleArn, userArn } from "@openhands-aws/constructs/iam";
import type { Config } from "../../config/config";
import type { Kubernetes } from "../../config/kubernetes";
import { accountOf } from "../account";
import { type ClusterRule, EXTERNAL_SECRETS, workloadRule } from "./cluster-rule";

/**
 * All that `rollback` itself needs in the account. Terraform's apply uses the rights with which the stack is applied.
 * @param roles names of those that are removed
 */
export function rollbackGrants(config: Config, roles: readonly string[]): Grant[] {
  const account = accountOf(config);
  const { path, name } = config.bedrock.user;
  const grants: Grant[] = [
    {
      sid: "LiftDenyOfUser",
      why: "rollback looks for keys that are not Terraform's, and removes revoke's deny: the user could not be deleted",
      actions: [
        ...(["iam:ListAccessKeys", "iam:ListServiceSpecificCredentials"] as const),
        ...(["iam:GetUserPolicy", "iam:DeleteUserPolicy"] as const),
      ],
      resources: [userArn(account, path, name)],
    },
    {
      sid: "LiftDenyOfRoles",
      why: "rollback removes revoke's deny from the roles that are removed",
      actions: ["iam:DeleteRolePolicy"],
      resources: roles.map((role) => roleArn(account, role)),
    },
    {
      sid: "FindOtherUses",
      why: "rollback stops if anything else uses what it would remove; this names no resource",
      actions: ["iam:GetAccountAuthorizationDetails"],
      resources: ["*"],
    },
  ];
  return grants.filter(({ resources }) => resources.length > 0);
}

/**
 * All that `rollback` needs in the cluster. It replaces its own Deployment, and patches the owner's workload; one that the
 * config selects by labels is the owner's to change.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export function rollbackRules(kubernetes: Kubernetes): ClusterRule[] {
  const { namespace, externalSecret, deployment } = kubernetes;
  const named = { namespace, resourceNames: [externalSecret.name], verbs: ["get", "delete"] };
  const change = deployment.generate ? "update" : "patch";
  const rules = [
    workloadRule(kubernetes, ["get", change], []),
    { ...named, apiGroups: EXTERNAL_SECRETS, resources: ["externalsecrets"] },
    { ...named, apiGroups: [""], resources: ["secrets"] },
  ];
  return rules.filter(({ verbs }) => verbs.length > 0);
}
