import { type Account, oidcProviderArn } from "../iam/arn";
import type { Trust } from "../iam/statement";
import type { NamespacedName } from "./manifest";

export interface ServiceAccountTrustProps {
  /** The account that the OIDC provider is in. */
  readonly account: Account;
  /** The cluster's issuer without https://, as in `oidc.example.com/openhands`. */
  readonly issuer: string;
  /** As in `sts.amazonaws.com`. */
  readonly audience: string;
  /** The only one whose pods can assume the role. */
  readonly serviceAccount: NamespacedName;
}

/**
 * Lets one service account's pods assume the role, with a token of the cluster that names the audience.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export const serviceAccountTrust = ({
  account,
  issuer,
  audience,
  serviceAccount,
}: ServiceAccountTrustProps): Trust => ({
  actions: ["sts:AssumeRoleWithWebIdentity"],
  principal: { type: "Federated", arns: [oidcProviderArn(account, issuer)] },
  conditions: [
    { operator: "StringEquals", key: `${issuer}:aud`, values: [audience] },
    {
      operator: "StringEquals",
      key: `${issuer}:sub`,
      values: [`system:serviceaccount:${serviceAccount.namespace}:${serviceAccount.name}`],
    },
  ],
});

export interface PodIdentityTrustProps {
  /** ARN of the EKS cluster. */
  readonly clusterArn: string;
  /** The only one whose pods can assume the role. */
  readonly serviceAccount: NamespacedName;
}

/**
 * Lets EKS hand the role's sessions to one service account's pods. It tags them: a role that such a session assumes must
 * accept the tags (sts:TagSession), which go along the chain.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
export const podIdentityTrust = ({ clusterArn, serviceAccount }: PodIdentityTrustProps): Trust => ({
  actions: ["sts:AssumeRole", "sts:TagSession"],
  principal: { type: "Service", arns: ["pods.eks.amazonaws.com"] },
  conditions: [
    { operator: "StringEquals", key: "aws:RequestTag/eks-cluster-arn", values: [clusterArn] },
    { operator: "StringEquals", key: "aws:RequestTag/kubernetes-namespace", values: [serviceAccount.namespace] },
    { operator: "StringEquals", key: "aws:RequestTag/kubernetes-service-account", values: [serviceAccount.name] },
  ],
});
