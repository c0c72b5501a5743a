import {
  eksClusterArn,
  type Grant,
  oidcProviderArn,
  parameterArn,
  podIdentityAssociationArn,
  policyArn,
  roleArn,
  userArn,
} from "@openhands-aws/constructs/iam";
import { canvasKeyParameters } from "../../config/canvas-keys";
import type { Config } from "../../config/config";
import { storedCredentials } from "../../config/credentials";
import { associatedAccount } from "../../config/identity";
import type { Kubernetes } from "../../config/kubernetes";
import { accountOf } from "../account";
import { settingsOf } from "../openhands/settings";
import { type ClusterRule, EXTERNAL_SECRETS, workloadRule } from "./cluster-rule";
import { ownNames } from "./own-names";

/**
 * All that `verify` needs in the account, and each of it for a check. What it does with the access key in the parameters
 * (a session, a model, an object) needs nothing: that is OpenHands' own access.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html
 */
export function verifyGrants(config: Config): Grant[] {
  const account = accountOf(config);
  const { bedrock, github, aws, kubernetes } = config;
  const clusterName = associatedAccount(config)?.clusterName;
  const issuers = [github.issuer, kubernetes?.identity?.issuerHost].filter((issuer) => issuer !== undefined);
  const { roles, policies } = ownNames(config);
  const plain = settingsOf(config).map(({ name }) => name);
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
      resources: roles.map((name) => roleArn(account, name)),
    },
    {
      sid: "ReadPolicies",
      why: "verify compares the policies with what is exported",
      actions: ["iam:GetPolicy", "iam:GetPolicyVersion"],
      resources: policies.map((name) => policyArn(account, name)),
    },
    {
      sid: "ReadProvider",
      why: "verify compares the OIDC providers with the config",
      actions: ["iam:GetOpenIDConnectProvider"],
      resources: issuers.map((issuer) => oidcProviderArn(account, issuer)),
    },
    {
      sid: "ReadParameters",
      why: "verify compares the settings with what is exported, and uses the access key as OpenHands does",
      actions: ["ssm:GetParameters"],
      resources: names.map((name) => parameterArn(account, aws.region, name)),
    },
    {
      sid: "ListAssociations",
      why: "verify finds the association that EKS Pod Identity has for OpenHands' service account",
      actions: ["eks:ListPodIdentityAssociations"],
      resources: clusterName === undefined ? [] : [eksClusterArn(account, aws.region, clusterName)],
    },
    {
      sid: "ReadAssociation",
      why: "verify compares that association with what is exported; EKS chooses its id",
      actions: ["eks:DescribePodIdentityAssociation"],
      resources: clusterName === undefined ? [] : [podIdentityAssociationArn(account, aws.region, clusterName, "*")],
    },
  ];
  return grants.filter(({ resources }) => resources.length > 0);
}

/**
 * All that `verify` needs in the cluster: to read its own objects by their names, and the pods of the namespace.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export function verifyRules(kubernetes: Kubernetes): ClusterRule[] {
  const { namespace, externalSecret, canvas, deployment, secretStore, identity } = kubernetes;
  const secrets = [externalSecret.name, ...(canvas && deployment.generate ? [canvas.keys.name] : [])];
  const named = { namespace, resourceNames: secrets, verbs: ["get"] };
  const stores = { resources: ["clustersecretstores"], resourceNames: [secretStore.name] };
  return [
    { apiGroups: EXTERNAL_SECRETS, ...stores, verbs: ["get"] },
    { ...named, apiGroups: EXTERNAL_SECRETS, resources: ["externalsecrets"] },
    { ...named, apiGroups: [""], resources: ["secrets"] },
    workloadRule(kubernetes, ["get"], ["list"]),
    { namespace, apiGroups: [""], resources: ["pods"], verbs: ["list"] },
    // A token as the pod has one: whoever gets it is the pod, as far as AWS knows.
    ...(identity?.issuerHost
      ? [
          {
            namespace,
            apiGroups: [""],
            resources: ["serviceaccounts/token"],
            resourceNames: [identity.serviceAccount],
            verbs: ["create"],
          },
        ]
      : []),
  ];
}
