import type { Rule } from "../../rule";
import { grantingStatements } from "./support/policy-places";
import { listed } from "./support/quoted";

export const notActionAllow: Rule = {
  id: "not-action-allow",
  area: "permission",
  severity: "warning",
  what: "An Allow with NotAction grants every action but the ones it lists.",
  why: "That is thousands of actions of all services, and every one that AWS adds later.",
  fix: "List what is allowed in Action; to forbid something, write a Deny.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
  *check(model) {
    for (const place of grantingStatements(model)) {
      const { document, statement } = place;
      if (!statement.actions.not) continue;
      const on = statement.resources?.not ? "all but some resources" : listed(statement.resources?.patterns ?? []);
      const but = listed(statement.actions.patterns);
      yield { at: document, message: `${place.name} grants every action but ${but} on ${on}` };
    }
  },
};
