import { isAwsError } from "../../aws/aws-error";
import { reportedBy } from "../account";
import { attachmentProblems } from "../attachment-problems";
import { type Check, verdict } from "../check";
import type { World } from "../world";

/** Each role of the stacks has the exported policies and nothing else. A role that does not exist is for `trust`. */
export const rolePolicies: Check = {
  name: "role-policies",
  async run(world) {
    const roles = world.expected.attachments.filter(({ kind, ours }) => kind === "role" && ours);
    const problems = await Promise.all(roles.map(({ name, managed }) => problemsOf(world, name, managed)));
    return verdict(problems.flat(), `The ${roles.length} roles have their policies and nothing else.`);
  },
};

async function problemsOf({ account }: World, RoleName: string, exported: readonly string[]): Promise<string[]> {
  const iam = await account.iam();
  try {
    const [attached, inline, role] = await Promise.all([
      iam.listAttachedRolePolicies({ RoleName }),
      iam.listRolePolicies({ RoleName }),
      reportedBy("trust", account.role(RoleName)),
    ]);
    return attachmentProblems(`role ${RoleName}`, exported, {
      attached: attached.AttachedPolicies ?? [],
      inline: inline.PolicyNames ?? [],
      boundary: role?.PermissionsBoundary?.PermissionsBoundaryArn,
    });
  } catch (error) {
    if (isAwsError(error, "not-found")) return [];
    throw error;
  }
}
