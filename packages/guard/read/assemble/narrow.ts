import type { Statement } from "../../policy/statement";
import { isKnown, NOTHING_KNOWN } from "../../text";

/**
 * Whether only parts of names are unknown in a policy, so that the rules have checked what it allows. An action, or a
 * whole resource or principal, may turn out to be a wildcard.
 * @param whys why they are unknown
 */
export function isNarrow(statements: readonly Statement[], whys: readonly string[]): boolean {
  const areNames = whys.every((why) => NAME_OF_AWS.test(why));
  return statements.every(
    ({ effect, actions, resources, principals }) =>
      effect === "Deny" ||
      (actions.patterns.every(isKnown) &&
        (areNames ||
          !(
            resources?.patterns.includes(NOTHING_KNOWN) || principals?.members.some(({ id }) => id === NOTHING_KNOWN)
          ))),
  );
}

/** What AWS calls a resource, or what a module's output says, is not a wildcard. */
const NAME_OF_AWS = /is known only after apply$|^terraform\.workspace is set when Terraform runs$|^\S+ comes from /;
