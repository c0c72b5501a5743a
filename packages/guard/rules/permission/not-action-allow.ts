import type { Rule } from "../../rule";
import { grantingStatements } from "./support/policy-places";
import { listed } from "./support/quoted";

export const notActionAllow: Rule = {
  id: "not-action-allow",
  area: "permission",
  severity: "warning",
  what: "An Allow with NotAction grants every action except the ones that it lists.",
  why: "That is thousands of actions of all services, and every action that AWS adds later.",
  fix: "List the allowed actions in Action; to forbid some, write a Deny.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
  *check(model) {
    for (const place of grantingStatements(model)) {
      const { document, statement } = place;
      if (!statement.actions.not) continue;
      const on = statement.resources?.not
        ? "every resource outside NotResource"
        : listed(statement.resources?.patterns ?? []);
      const but = listed(statement.actions.patterns);
      yield { at: document, message: `${place.name} grants every action except ${but} on ${on}.` };
    }
  },
};
