import type { AccessLevel, CatalogueAction } from "../../catalogue/catalogue";
import type { CatalogueRule, Severity, Violation } from "../../rule";
import { perObject } from "../../support/memo";
import { actionsOf, hasWildcard, isEveryAction } from "./support/action-pattern";
import type { PlacedStatement } from "./support/placed-statement";
import { grantingStatements } from "./support/policy-places";
import { listed } from "./support/quoted";

export const wildcardAction: CatalogueRule = {
  id: "wildcard-action",
  area: "permission",
  severity: "warning",
  what: "A wildcard grants actions that change permissions or data without naming them.",
  why: "It grants more than anyone has reviewed, and every action that AWS adds later.",
  fix: "Name the actions that are needed; a wildcard over read actions (Get*, List*, Describe*) is not a finding.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  *check(model, { catalogue }) {
    for (const place of grantingStatements(model)) {
      const { document, statement } = place;
      if (statement.actions.not) continue;
      const { patterns } = statement.actions;
      if (patterns.some(isEveryAction)) {
        yield everything(place);
        continue;
      }
      if (!patterns.some(hasWildcard)) continue;
      for (const pattern of new Set(patterns.filter(hasWildcard))) {
        const found = worst(actionsOf(catalogue, pattern));
        if (found)
          yield {
            at: document,
            message: `${place.name} grants ${listed([pattern])}: ${found.what}.`,
            severity: found.severity,
          };
      }
    }
  },
};

function everything({ document, statement, name, resources }: PlacedStatement): Violation {
  const limited = statement.conditions.length > 0 || !resources.some((resource) => resource.everything);
  const on = limited
    ? listed(resources.map(({ text }) => text)) || "every resource outside NotResource"
    : "every resource";
  return {
    at: document,
    message: `${name} grants every action on ${on}${statement.conditions.length > 0 ? ", under a condition" : ""}.`,
    ...(!limited && { severity: "error" as const }),
  };
}

/** What the most dangerous of the actions do; `undefined` if all of them only read. */
const worst = perObject((actions: readonly CatalogueAction[]): { what: string; severity: Severity } | undefined => {
  const at = (...levels: AccessLevel[]) =>
    actions.filter(({ level }) => levels.includes(level)).map(({ name }) => name);
  const managing = at("Permissions management");
  if (managing.length > 0)
    return { what: part(actions, managing, "changes permissions", "change permissions"), severity: "warning" };
  const writing = at("Write", "Tagging");
  if (writing.length === 0) return undefined;
  return { what: part(actions, writing, "writes", "write"), severity: "info" };
});

/** `8 actions, 2 of which write (s3:PutObject, s3:PutObjectAcl)` */
const part = ({ length }: readonly CatalogueAction[], some: readonly string[], one: string, several: string): string =>
  `${length} ${length === 1 ? "action" : "actions"}, ${some.length} of which ${some.length === 1 ? one : several} (${listed(some)})`;
