import { ANYTHING_JSON, type Break, policyArn, USER } from "./break";

const DAY = 24 * 60 * 60 * 1000;

export const USER_BREAKS: readonly Break[] = [
  {
    name: "the user has another path",
    fails: ["user"],
    why: /has the path \/; the config says \/service\//,
    break: async ({ iam }) => {
      await iam.updateUser({ ...USER, NewPath: "/" });
      return () => iam.updateUser({ ...USER, NewPath: "/service/" });
    },
  },
  {
    name: "the user lacks its policy",
    fails: ["user-policies"],
    why: /lacks the policy .*bedrock-openhands-policy/,
    break: async ({ iam }) => {
      const attachment = { ...USER, PolicyArn: policyArn("bedrock-openhands-policy") };
      await iam.detachUserPolicy(attachment);
      return () => iam.attachUserPolicy(attachment);
    },
  },
  {
    name: "the user has a policy that nobody exported",
    fails: ["user-policies"],
    why: /also has the policy .*openhands-s3-access: detach it/,
    break: async ({ iam }) => {
      const attachment = { ...USER, PolicyArn: policyArn("openhands-s3-access") };
      await iam.attachUserPolicy(attachment);
      return () => iam.detachUserPolicy(attachment);
    },
  },
  {
    name: "the user has an inline policy",
    fails: ["user-policies"],
    why: /inline policy more: delete it/,
    break: async ({ iam }) => {
      await iam.putUserPolicy({ ...USER, PolicyName: "more", PolicyDocument: ANYTHING_JSON });
      return () => iam.deleteUserPolicy({ ...USER, PolicyName: "more" });
    },
  },
  {
    name: "the user is in a group",
    fails: ["user-policies"],
    why: /in the group admins/,
    break: async ({ iam }) => {
      await iam.createGroup({ GroupName: "admins" });
      await iam.addUserToGroup({ ...USER, GroupName: "admins" });
      return () => iam.removeUserFromGroup({ ...USER, GroupName: "admins" });
    },
  },
  {
    name: "a policy was widened by hand",
    fails: ["policies"],
    why: /Policy bedrock-openhands-policy: .*AWS also has the statement about "s3:\*"/,
    break: async ({ iam }) => {
      const PolicyArn = policyArn("bedrock-openhands-policy");
      await iam.createPolicyVersion({ PolicyArn, PolicyDocument: ANYTHING_JSON, SetAsDefault: true });
      return async () => {
        await iam.setDefaultPolicyVersion({ PolicyArn, VersionId: "v1" });
        await iam.deletePolicyVersion({ PolicyArn, VersionId: "v2" });
      };
    },
  },
  {
    name: "there is an unknown second key",
    fails: ["access-keys"],
    why: /has 2 access keys, exported: 1\. Unknown is AKIA\w+: .*no use known yet/,
    break: async ({ iam }) => {
      const { AccessKey } = await iam.createAccessKey(USER);
      return () => iam.deleteAccessKey({ ...USER, AccessKeyId: AccessKey?.AccessKeyId });
    },
  },
  {
    name: "the key was switched off by hand",
    fails: ["access-keys", "parameter-key"],
    why: /Exported is Active, the user's keys are Inactive: AKIA\w+ is Inactive/,
    break: async ({ iam, pair }) => {
      const key = { ...USER, AccessKeyId: pair.AWS_ACCESS_KEY_ID };
      await iam.updateAccessKey({ ...key, Status: "Inactive" });
      return () => iam.updateAccessKey({ ...key, Status: "Active" });
    },
  },
  {
    name: "the key is old",
    fails: ["key-age"],
    why: /is 91 days old, more than 90 days: rotate it/,
    break: () => () => undefined,
    over: { now: new Date(Date.now() + 91.5 * DAY) },
  },
  {
    name: "the user has an API key of Bedrock",
    fails: ["api-keys"],
    why: /bedrock\.amazonaws\.com, Active/,
    break: async ({ iam }) => {
      const ServiceName = "bedrock.amazonaws.com";
      const { ServiceSpecificCredential } = await iam.createServiceSpecificCredential({ ...USER, ServiceName });
      const { ServiceSpecificCredentialId } = ServiceSpecificCredential ?? {};
      return () => iam.deleteServiceSpecificCredential({ ...USER, ServiceSpecificCredentialId });
    },
  },
];
