import { podIdentityTrust, serviceAccountTrust } from "./service-account-trust";

const serviceAccount = { namespace: "agents", name: "openhands" };

it("trusts a token of the one service account and audience, under the issuer with its path", () => {
  const issuer = "oidc.example.com/agents";
  const account = { partition: "aws-cn", id: "123456789012" } as const;
  expect(serviceAccountTrust({ account, issuer, audience: "sts.amazonaws.com", serviceAccount })).toEqual({
    actions: ["sts:AssumeRoleWithWebIdentity"],
    principal: {
      type: "Federated",
      arns: ["arn:aws-cn:iam::123456789012:oidc-provider/oidc.example.com/agents"],
    },
    conditions: [
      { operator: "StringEquals", key: "oidc.example.com/agents:aud", values: ["sts.amazonaws.com"] },
      {
        operator: "StringEquals",
        key: "oidc.example.com/agents:sub",
        values: ["system:serviceaccount:agents:openhands"],
      },
    ],
  });
});

it("trusts Pod Identity for the one cluster and service account, with the tags that it sets", () => {
  const clusterArn = "arn:aws:eks:eu-west-1:123456789012:cluster/c";
  expect(podIdentityTrust({ clusterArn, serviceAccount })).toEqual({
    actions: ["sts:AssumeRole", "sts:TagSession"],
    principal: { type: "Service", arns: ["pods.eks.amazonaws.com"] },
    conditions: [
      { operator: "StringEquals", key: "aws:RequestTag/eks-cluster-arn", values: [clusterArn] },
      { operator: "StringEquals", key: "aws:RequestTag/kubernetes-namespace", values: ["agents"] },
      { operator: "StringEquals", key: "aws:RequestTag/kubernetes-service-account", values: ["openhands"] },
    ],
  });
});
