import type { ChainedRole } from "@openhands-aws/guard";
import { clock } from "../clock";
import { type Step, StepError } from "../steps";
import { DENY, type Deny } from "./deny";
import type { Found, UserAccount } from "./user-account";

export const userDenyStep = (account: UserAccount, found: Found | undefined, deny: Deny): Step =>
  denyStep(`user ${account.user}`, found, deny, () => account.denyUser(deny));

export const roleDenyStep = (
  account: UserAccount,
  { name, steps, unsure }: ChainedRole,
  found: Found | undefined,
  deny: Deny,
): Step => {
  const way = steps === 1 ? "directly" : `in ${steps} steps`;
  const doubt = unsure ? ", as far as its policies are known" : "";
  const reached = steps === 0 ? " It is the one of OpenHands' own pods." : ` It is reached ${way}${doubt}.`;
  return denyStep(`role ${name}`, found, deny, () => account.denyRole(name, deny), reached);
};

function denyStep(whose: string, found: Found | undefined, deny: Deny, put: () => Promise<void>, more = ""): Step {
  const instant = clock(deny.instant);
  return {
    title: `older sessions of the ${whose} are denied`,
    async look() {
      if (found && !found.deny)
        throw new StepError(
          `The ${whose} has an inline policy ${DENY} that revoke did not write. Rename or delete it, then run this again.`,
        );
      const present = found?.deny;
      if (present?.state === deny.state && present.instant.getTime() === deny.instant.getTime())
        return { state: "done", evidence: `Sessions issued before ${instant} are denied everything.${more}` };
      return {
        state: "todo",
        will: `Deny everything to sessions issued before now (inline policy ${DENY}).${more}`,
        async do() {
          await put();
          return `Sessions issued before ${instant} are denied everything (inline policy ${DENY}).${more}`;
        },
      };
    },
  };
}
