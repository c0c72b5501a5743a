import { clock } from "../clock";
import { type RunOptions, runStep, type Step, StepError, type StepResult } from "../steps";
import { DENY } from "./deny";
import { type Found, rolesWithDeny, type UserAccount } from "./user-account";

/** Removes revoke's denies, and nothing else: a key that was switched off stays off. */
export async function liftDeny(account: UserAccount, options: RunOptions): Promise<StepResult[]> {
  const results: StepResult[] = [];
  const run = async (step: Step) => results.push(await runStep(step, options));
  await run({
    title: `the user ${account.user} has no deny`,
    look: async () => lifted(await account.userDeny(), `user ${account.user}`, () => account.liftUser()),
  });
  let roles: ReadonlyMap<string, Found> = new Map();
  await run({
    title: "the roles with a deny are known",
    async look() {
      roles = rolesWithDeny(await account.details());
      return { state: "done", evidence: roles.size > 0 ? `${[...roles.keys()].join(", ")}.` : "No role has one." };
    },
  });
  for (const [role, found] of roles)
    await run({
      title: `the role ${role} has no deny`,
      look: async () => lifted(found, `role ${role}`, () => account.liftRole(role)),
    });
  return results;
}

/** @throws StepError for a policy of that name which somebody else wrote */
export function lifted(found: Found | undefined, whose: string, lift: () => Promise<void>) {
  if (!found) return { state: "done" as const, evidence: `There is no inline policy ${DENY}.` };
  if (!found.deny)
    throw new StepError(`The ${whose} has an inline policy ${DENY} that revoke did not write: it is not removed.`);
  const at = clock(found.deny.instant);
  return {
    state: "todo" as const,
    will: `Remove the inline policy ${DENY} (sessions issued before ${at}) from the ${whose}.`,
    async do() {
      await lift();
      return `Removed the inline policy ${DENY} from the ${whose}. Keys that were switched off stay off.`;
    },
  };
}
