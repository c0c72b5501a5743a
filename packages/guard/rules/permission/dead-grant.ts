import type { PolicyDocument } from "../../model";
import type { Rule } from "../../rule";
import { rawText, UNKNOWN } from "../../text";
import { hasWildcard } from "./support/action-pattern";
import { decide, type Holder, holdersOf } from "./support/holder";
import { type PlacedStatement, placedStatements } from "./support/placed-statement";

export const deadGrant: Rule = {
  id: "dead-grant",
  area: "permission",
  severity: "info",
  what: "Everything that a statement allows is denied by another statement or by the permissions boundary.",
  why: "It grants nothing now, and takes effect on the day the Deny or the boundary changes.",
  fix: "Remove the statement, or narrow the Deny or the boundary.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
  *check(model) {
    for (const holder of holdersOf(model)) {
      const limited = holder.boundary?.policy?.document.complete === true;
      if (!limited && !holder.documents.some(hasDeny)) continue;
      for (const document of holder.documents)
        for (const place of placedStatements(document))
          if (isDead(place, holder))
            yield {
              at: document,
              message: `${place.name} grants ${holder.name} nothing: a Deny or the permissions boundary takes all of it away.`,
            };
    }
  },
};

const hasDeny = ({ statements }: PolicyDocument): boolean => statements.some(({ effect }) => effect === "Deny");

/** Checked for actions that are written out, on everything that the resources match. */
function isDead({ statement }: PlacedStatement, holder: Holder): boolean {
  const { effect, actions, resources } = statement;
  if (effect !== "Allow" || actions.not || !resources || resources.not) return false;
  if (actions.patterns.some(hasWildcard) || actions.patterns.length * resources.patterns.length > 400) return false;
  return actions.patterns.every((action) =>
    resources.patterns.every((pattern) => {
      const resource = rawText(pattern).replace(/\$\{[^}]*\}|[*?]/g, UNKNOWN);
      return decide(holder, { action: rawText(action).toLowerCase(), resource }) === "denied";
    }),
  );
}
