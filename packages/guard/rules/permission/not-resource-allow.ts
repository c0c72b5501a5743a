import type { Rule } from "../../rule";
import { grantingStatements } from "./support/policy-places";
import { listed } from "./support/quoted";

export const notResourceAllow: Rule = {
  id: "not-resource-allow",
  area: "permission",
  severity: "warning",
  what: "An Allow with NotResource grants its actions on every resource except the ones that it lists.",
  why: "That includes resources of other services and owners, and every resource that is created later.",
  fix: "List the allowed resources in Resource; to forbid some, write a Deny.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html",
  *check(model) {
    for (const place of grantingStatements(model)) {
      const { document, statement } = place;
      if (!statement.resources?.not) continue;
      const actions = `${statement.actions.not ? "every action except " : ""}${listed(statement.actions.patterns)}`;
      const but = listed(statement.resources.patterns);
      yield { at: document, message: `${place.name} grants ${actions} on every resource except ${but}.` };
    }
  },
};
