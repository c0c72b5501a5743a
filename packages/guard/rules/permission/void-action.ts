import type { CatalogueAction } from "../../catalogue/catalogue";
import type { CatalogueRule } from "../../rule";
import { perObject } from "../../support/memo";
import { actionsOf } from "./support/action-pattern";
import { allStatements } from "./support/policy-places";
import { listed } from "./support/quoted";
import { fitsAny } from "./support/resource-pattern";

/** ARNs of the resources that the actions support. */
const takenBy = perObject((actions: readonly CatalogueAction[]) => [
  ...new Set(actions.flatMap(({ resources }) => resources)),
]);

export const voidAction: CatalogueRule = {
  id: "void-action",
  area: "permission",
  severity: "warning",
  what: "An action supports none of the resources that its statement names.",
  why: "AWS accepts the statement, but the action grants nothing there; in a Deny it prevents nothing, which is an error.",
  fix: "Give the action a resource that it supports, in a statement of its own.",
  source:
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  *check(model, { catalogue }) {
    for (const place of allStatements(model)) {
      const { document, statement } = place;
      if (statement.actions.not) continue;
      const resources = place.soundResources;
      if (resources.length === 0) continue;
      for (const pattern of new Set(statement.actions.patterns)) {
        const actions = actionsOf(catalogue, pattern);
        if (actions.length === 0 || resources.some((resource) => fitsAny(resource, actions))) continue;
        const taken = takenBy(actions);
        const takes = taken.length === 0 ? "supports no resource ARN, only *" : `applies to ${listed(taken)}`;
        yield {
          at: document,
          message: `${place.name}: ${listed([pattern])} has no effect on ${listed(resources.map(({ text }) => text))}; it ${takes}.`,
          ...(statement.effect === "Deny" && { severity: "error" as const }),
          ...(taken.length === 0 && { fix: 'Grant it on "*" in a statement of its own, or remove it.' }),
        };
      }
    }
  },
};
