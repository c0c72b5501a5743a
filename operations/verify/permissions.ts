import { type Grant, oidcProviderArn, parameterArn, userArn } from "@openhands-aws/constructs/iam";
import { canvasKeyParameters } from "../../config/canvas-keys";
import type { Config } from "../../config/config";
import { storedCredentials } from "../../config/credentials";
import { accountOf } from "../../stacks/account";
import type { Expected } from "./expected";

/**
 * All that `verify` needs in the account, and each of it for a check. What it does with the access key in the parameters
 * (a session, a model, an object) needs nothing: that is OpenHands' own access.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function verifyGrants(config: Config, { roles, policies, parameters }: Expected): Grant[] {
  const account = accountOf(config);
  const { bedrock, github, aws } = config;
  const plain = parameters.filter(({ type }) => type !== "SecureString").map(({ name }) => name);
  const keys = canvasKeyParameters(config).map(({ name }) => name);
  const names = [...Object.values(storedCredentials(config)), ...plain, ...keys];
  const grants: Grant[] = [
    {
      sid: "ReadUser",
      why: "verify compares the Bedrock user, its policies and its keys with what is exported",
      actions: [
        ...(["iam:GetUser", "iam:ListAttachedUserPolicies", "iam:ListUserPolicies", "iam:ListGroupsForUser"] as const),
        ...(["iam:ListAccessKeys", "iam:GetAccessKeyLastUsed"] as const),
        ...(bedrock.apiKey ? [] : (["iam:ListServiceSpecificCredentials"] as const)),
      ],
      resources: [userArn(account, bedrock.user.path, bedrock.user.name)],
    },
    {
      sid: "ReadRoles",
      why: "verify compares the roles and their policies with what is exported",
      actions: ["iam:GetRole", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
      resources: roles.map(({ arn }) => arn),
    },
    {
      sid: "ReadPolicies",
      why: "verify compares the policies with what is exported",
      actions: ["iam:GetPolicy", "iam:GetPolicyVersion"],
      resources: policies.map(({ arn }) => arn),
    },
    {
      sid: "ReadProvider",
      why: "verify compares the OIDC provider with the config",
      actions: ["iam:GetOpenIDConnectProvider"],
      resources: [oidcProviderArn(account, github.issuer)],
    },
    {
      sid: "ReadParameters",
      why: "verify compares the settings with what is exported, and uses the access key as OpenHands does",
      actions: ["ssm:GetParameters"],
      resources: names.map((name) => parameterArn(account, aws.region, name)),
    },
  ];
  return grants.filter(({ resources }) => resources.length > 0);
}

/** A rule of a Role or, where it has no namespace, of a ClusterRole. */
export interface ClusterRule {
  readonly namespace?: string;
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/**
 * All that `verify` needs in the cluster: to read its own objects by their names, and the pods of the namespace.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export function verifyRules({ kubernetes }: Config): ClusterRule[] {
  if (!kubernetes) return [];
  const { namespace, externalSecret, canvas, deployment, awsAccess, secretStore } = kubernetes;
  const secrets = [externalSecret.name, ...(canvas && deployment.generate ? [canvas.keys.name] : [])];
  const kind = deployment.generate ? "deployments" : `${awsAccess.kind.toLowerCase()}s`;
  const name = deployment.generate ? deployment.name : "name" in awsAccess.target && awsAccess.target.name;
  const eso = ["external-secrets.io"];
  return [
    { apiGroups: eso, resources: ["clustersecretstores"], resourceNames: [secretStore.name], verbs: ["get"] },
    { namespace, apiGroups: eso, resources: ["externalsecrets"], resourceNames: secrets, verbs: ["get"] },
    { namespace, apiGroups: [""], resources: ["secrets"], resourceNames: secrets, verbs: ["get"] },
    name
      ? { namespace, apiGroups: ["apps"], resources: [kind], resourceNames: [name], verbs: ["get"] }
      : { namespace, apiGroups: ["apps"], resources: [kind], verbs: ["list"] },
    { namespace, apiGroups: [""], resources: ["pods"], verbs: ["list"] },
  ];
}
