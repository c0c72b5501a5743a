import { type Grant, parameterArn, roleArn, userArn } from "@openhands-aws/constructs/iam";
import type { Config } from "../../config/config";
import { accountOf } from "../account";

/**
 * All that `revoke` needs in the account. It may deny only the roles that our own stacks let the user reach: for another
 * one that it finds, someone with more rights has to run it.
 * @param chain names of these roles
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function revokeGrants(config: Config, chain: readonly string[]): Grant[] {
  const account = accountOf(config);
  const { bedrock, aws, kubernetes } = config;
  const pod = kubernetes?.identity ? [kubernetes.identity.role] : [];
  const grants: Grant[] = [
    {
      sid: "CutOffUser",
      why: "revoke switches the Bedrock user's keys off, and denies its older sessions",
      actions: [
        ...(["iam:ListAccessKeys", "iam:UpdateAccessKey"] as const),
        ...(["iam:ListServiceSpecificCredentials", "iam:UpdateServiceSpecificCredential"] as const),
        ...(["iam:GetUserPolicy", "iam:PutUserPolicy", "iam:DeleteUserPolicy"] as const),
      ],
      resources: [userArn(account, bedrock.user.path, bedrock.user.name)],
    },
    {
      sid: "CutOffRoles",
      why: "revoke denies the older sessions of the roles that the key, or the pod's identity, leads to",
      actions: ["iam:PutRolePolicy", "iam:DeleteRolePolicy"],
      resources: [...pod, ...chain].map((name) => roleArn(account, name)),
    },
    {
      sid: "FindRoles",
      why: "revoke finds the roles that the key leads to, and proves what their policies say; these name no resource",
      actions: ["iam:GetAccountAuthorizationDetails", "cloudtrail:LookupEvents"],
      resources: ["*"],
    },
    {
      sid: "ReadKeyId",
      why: "revoke finds out which of two keys is Terraform's",
      actions: ["ssm:GetParameter"],
      resources: [parameterArn(account, aws.region, bedrock.accessKeyIdParameter)],
    },
  ];
  return grants.filter(({ resources }) => resources.length > 0);
}
