import type { CatalogueRule } from "../../rule";
import { readable } from "../../text";
import { actionsOf } from "./support/action-pattern";
import { allStatements } from "./support/policy-places";
import { listed } from "./support/quoted";
import { fitsAny } from "./support/resource-pattern";

export const voidResource: CatalogueRule = {
  id: "void-resource",
  area: "permission",
  severity: "info",
  what: "A statement combines actions with resources that they do not support.",
  why: "Some of the combinations grant nothing, although the statement reads as if they did.",
  fix: "Write one statement for each kind of resource.",
  source:
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  *check(model, { catalogue }) {
    for (const place of allStatements(model)) {
      const { document, statement } = place;
      if (statement.actions.not || statement.effect === "Deny") continue;
      const resources = place.soundResources;
      if (resources.length < 2) continue;
      const void_ = statement.actions.patterns.flatMap((pattern) => {
        const actions = actionsOf(catalogue, pattern);
        const idle = resources.filter((resource) => !fitsAny(resource, actions));
        // An action that has no effect at all is reported by another rule.
        return actions.length === 0 || idle.length === 0 || idle.length === resources.length
          ? []
          : [`${readable(pattern)} on ${listed(idle.map(({ text }) => text))}`];
      });
      if (void_.length === 0) continue;
      yield { at: document, message: `${place.name} contains combinations that grant nothing: ${listed(void_)}.` };
    }
  },
};
