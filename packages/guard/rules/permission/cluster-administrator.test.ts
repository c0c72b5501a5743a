import { judged } from "../../support/testing";
import { clusterAdministrator } from "./cluster-administrator";

const association = (more: object) => ({
  aws_eks_access_policy_association: {
    a: {
      cluster_name: "prod",
      principal_arn: "${aws_iam_role.r.arn}",
      policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      access_scope: [{ type: "cluster" }],
      ...more,
    },
  },
});
const role = (Principal: unknown, Action = "sts:AssumeRole") => ({
  aws_iam_role: {
    r: {
      name: "r",
      assume_role_policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal, Action }],
      }),
    },
  },
});
const OWN = { AWS: "arn:aws:iam::123456789012:role/admin" };
const GITHUB = { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" };
const SAID = "aws_eks_access_policy_association.a: aws_iam_role.r is an administrator of the EKS cluster prod";

it.each<[name: string, resources: object, ...expected: string[]]>([
  ["a role of the account", { ...role(OWN), ...association({}) }, `info ${SAID}.`],
  [
    "a role by its ARN",
    { ...role(OWN), ...association({ principal_arn: "arn:aws:iam::123456789012:role/r" }) },
    `info ${SAID}.`,
  ],
  [
    "a role for tokens of GitHub",
    { ...role(GITHUB, "sts:AssumeRoleWithWebIdentity"), ...association({}) },
    `warning ${SAID}, and its trust policy accepts tokens of token.actions.githubusercontent.com.`,
  ],
  [
    "a role for everyone",
    { ...role("*"), ...association({}) },
    `warning ${SAID}, and its trust policy accepts everyone.`,
  ],
  [
    "a role for another account",
    { ...role({ AWS: "210987654321" }), ...association({}) },
    `warning ${SAID}, and its trust policy accepts principals of the account 210987654321.`,
  ],
  [
    "a principal that is not declared",
    association({ principal_arn: "arn:aws:iam::123456789012:user/u" }),
    "info aws_eks_access_policy_association.a: arn:aws:iam::123456789012:user/u is an administrator of the EKS cluster prod.",
  ],
  [
    "AmazonEKSAdminPolicy",
    { ...role(OWN), ...association({ policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy" }) },
    `info ${SAID}.`,
  ],
  [
    "a policy that only reads",
    { ...role("*"), ...association({ policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy" }) },
  ],
  [
    "a single namespace",
    { ...role("*"), ...association({ access_scope: [{ type: "namespace", namespaces: ["a"] }] }) },
  ],
])("looks at %s", async (_, resource, ...expected) => {
  const provider = { aws: { allowed_account_ids: ["123456789012"] } };
  expect(await judged(clusterAdministrator, JSON.stringify({ provider, resource }))).toEqual(expected);
});
