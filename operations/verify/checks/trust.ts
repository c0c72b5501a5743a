import { type Check, verdict } from "../check";
import { policyDifferences } from "../policy-differences";
import type { World } from "../world";

/** Each role of the stacks exists, with the exported trust policy and longest session. */
export const trust: Check = {
  name: "trust",
  async run(world) {
    const { roles } = world.expected;
    const problems = await Promise.all(roles.map((role) => problemsOf(world, role)));
    return verdict(problems.flat(), `The ${roles.length} roles trust whom the export says.`);
  },
};

async function problemsOf({ account }: World, role: World["expected"]["roles"][number]): Promise<string[]> {
  const found = await account.role(role.name);
  if (!found) return [`There is no role ${role.name}. Apply its stack.`];
  const actual = JSON.parse(decodeURIComponent(found.AssumeRolePolicyDocument ?? "{}"));
  const problems = policyDifferences(role.trust, actual).map((said) => `Trust of the role ${role.name}: ${said}`);
  const seconds = found.MaxSessionDuration ?? 3600;
  if (seconds !== role.maxSessionSeconds)
    problems.push(`Sessions of the role ${role.name} may last ${seconds} s; exported is ${role.maxSessionSeconds} s.`);
  return problems;
}
