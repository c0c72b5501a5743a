import { reportedBy } from "../account";
import { attachmentProblems } from "../attachment-problems";
import { type Check, verdict } from "../check";

/** The user has what is exported and nothing else: no other policy, attached or inline, no group and no boundary. */
export const userPolicies: Check = {
  name: "user-policies",
  async run({ account, config, expected }) {
    const UserName = await account.userName();
    const iam = await account.iam();
    const [user, attached, inline, groups] = await Promise.all([
      reportedBy("user", account.findUser()),
      iam.listAttachedUserPolicies({ UserName }),
      iam.listUserPolicies({ UserName }),
      iam.listGroupsForUser({ UserName }),
    ]);
    const wanted = expected.attachments.find(({ kind, name }) => kind === "user" && name === config.bedrock.user.name);
    const problems = attachmentProblems(`user ${UserName}`, wanted?.managed ?? [], {
      attached: attached.AttachedPolicies ?? [],
      inline: inline.PolicyNames ?? [],
      boundary: user?.PermissionsBoundary?.PermissionsBoundaryArn,
    });
    for (const { GroupName } of groups.Groups ?? [])
      problems.push(`The user ${UserName} is in the group ${GroupName}, which is not exported.`);
    return verdict(problems, `The user ${UserName} has its ${wanted?.managed.length} policies and nothing else.`);
  },
};
