import { ANYTHING_JSON, type Break, policyArn } from "./break";

const PROVIDER = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";

export const ROLE_BREAKS: readonly Break[] = [
  {
    name: "a role trusts somebody else",
    fails: ["trust"],
    why: /Trust of the role openhands-runtime-role: .* Principal is \{"AWS":"arn:aws:iam::999999999999:root"\}, exported is/,
    break: async ({ iam }) => {
      const RoleName = "openhands-runtime-role";
      const { Role } = await iam.getRole({ RoleName });
      const Principal = { AWS: "arn:aws:iam::999999999999:root" };
      const Statement = [{ Effect: "Allow", Action: "sts:AssumeRole", Principal }];
      const document = JSON.stringify({ Version: "2012-10-17", Statement });
      await iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: document });
      const PolicyDocument = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "");
      return () => iam.updateAssumeRolePolicy({ RoleName, PolicyDocument });
    },
  },
  {
    name: "sessions of a role last longer",
    fails: ["trust"],
    why: /Sessions of the role openhands-session-role may last 7200 s; exported is 3600 s/,
    break: async ({ iam }) => {
      const RoleName = "openhands-session-role";
      await iam.updateRole({ RoleName, MaxSessionDuration: 7200 });
      return () => iam.updateRole({ RoleName, MaxSessionDuration: 3600 });
    },
  },
  {
    name: "a role has an inline policy",
    fails: ["role-policies"],
    why: /role openhands-session-role also has the inline policy more/,
    break: async ({ iam }) => {
      const RoleName = "openhands-session-role";
      await iam.putRolePolicy({ RoleName, PolicyName: "more", PolicyDocument: ANYTHING_JSON });
      return () => iam.deleteRolePolicy({ RoleName, PolicyName: "more" });
    },
  },
  {
    name: "a role lacks a policy, which its sessions need",
    fails: ["role-policies", "s3"],
    why: /role openhands-session-role lacks the policy .*openhands-s3-access/,
    break: async ({ iam }) => {
      const attachment = { RoleName: "openhands-session-role", PolicyArn: policyArn("openhands-s3-access") };
      await iam.detachRolePolicy(attachment);
      return () => iam.attachRolePolicy(attachment);
    },
  },
  {
    name: "the OIDC provider accepts another audience",
    fails: ["oidc-provider"],
    why: /does not accept the audience sts\.amazonaws\.com/,
    break: async ({ iam }) => {
      const Url = "https://token.actions.githubusercontent.com";
      await iam.deleteOpenIDConnectProvider({ OpenIDConnectProviderArn: PROVIDER });
      await iam.createOpenIDConnectProvider({ Url, ClientIDList: ["somebody-else"] });
      return async () => {
        await iam.deleteOpenIDConnectProvider({ OpenIDConnectProviderArn: PROVIDER });
        await iam.createOpenIDConnectProvider({ Url, ClientIDList: ["sts.amazonaws.com"] });
      };
    },
  },
  {
    name: "there is no OIDC provider",
    fails: ["oidc-provider"],
    why: /There is no OIDC provider/,
    break: async ({ iam }) => {
      await iam.deleteOpenIDConnectProvider({ OpenIDConnectProviderArn: PROVIDER });
      const Url = "https://token.actions.githubusercontent.com";
      return () => iam.createOpenIDConnectProvider({ Url, ClientIDList: ["sts.amazonaws.com"] });
    },
  },
];
