import { clock } from "../clock";
import { type RunOptions, runStep, type Step, StepError, type StepResult } from "../steps";
import { DENY } from "./deny";
import { type Lifted, olderSessions } from "./older-sessions";
import type { Revoked } from "./revoke";
import { type Found, rolesWithDeny, type UserAccount } from "./user-account";

/**
 * Removes revoke's denies, and nothing else: a key that was switched off stays off. It does not wait until no
 * older session can exist: IAM does not delete a user with an inline policy.
 */
export async function liftDeny(account: UserAccount, options: RunOptions, now: Date): Promise<Revoked> {
  const steps: StepResult[] = [];
  const all: Lifted[] = [];
  const run = async (step: Step) => steps.push(await runStep(step, options));
  const lift = (
    kind: Lifted["kind"],
    name: string,
    look: () => Promise<Found | undefined>,
    remove: () => Promise<void>,
  ) =>
    run({
      title: `the ${kind} ${name} has no deny`,
      async look() {
        const found = await look();
        if (found?.deny) all.push({ kind, deny: found.deny });
        return lifted(found, `${kind} ${name}`, remove);
      },
    });
  const { user } = account;
  await lift(
    "user",
    user,
    () => account.userDeny(),
    () => account.liftUser(),
  );
  let roles: ReadonlyMap<string, Found> = new Map();
  await run({
    title: "the roles with a deny are known",
    async look() {
      roles = rolesWithDeny(await account.details());
      return { state: "done", evidence: roles.size > 0 ? `${[...roles.keys()].join(", ")}.` : "No role has one." };
    },
  });
  for (const [role, found] of roles)
    await lift(
      "role",
      role,
      async () => found,
      () => account.liftRole(role),
    );
  return { steps, notes: olderSessions(all, now, options.yes) };
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
