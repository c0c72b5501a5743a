import type { ActionCatalogue } from "../../catalogue/catalogue";
import { shown } from "../../policy/context";
import type { Statement } from "../../policy/statement";
import type { CatalogueRule, Severity, Violation } from "../../rule";
import { closest } from "../../support/closest";
import { known } from "../../text";
import { actionsOf, hasWildcard, isEveryAction } from "./support/action-pattern";
import { allStatements } from "./support/policy-places";
import { PERMITTED_BY } from "./support/same-operation";

export const unknownAction: CatalogueRule = {
  id: "unknown-action",
  area: "permission",
  severity: "error",
  what: "A statement names an action that does not exist in AWS.",
  why: "AWS accepts such a policy, but the action grants nothing, and in a Deny it prevents nothing.",
  fix: "Write the action as in the service authorization reference.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-action",
  *check(model, { catalogue }) {
    const problems = new Map<string, ActionProblem | undefined>();
    for (const place of allStatements(model)) {
      const { document, statement } = place;
      for (const pattern of new Set(statement.actions.patterns.flatMap((text) => known(text) ?? []))) {
        if (!problems.has(pattern)) problems.set(pattern, judge(pattern, catalogue));
        const problem = problems.get(pattern);
        if (!problem) continue;
        const { what, instead } = problem;
        yield {
          at: document,
          message: `${place.name} ${statement.effect === "Deny" ? "denies" : "allows"} ${shown(pattern)}: ${what}.`,
          severity: problem.refused ? "error" : severityOf(statement, pattern, instead),
          ...(instead !== undefined && { fix: `Write ${instead}.` }),
        } satisfies Violation;
      }
    }
  },
};

/**
 * An action without a similar name may be newer than the catalogue. Wildcards are often written for whole lists of
 * services, and some of those have no such action.
 */
function severityOf({ effect }: Statement, pattern: string, instead: string | undefined): Severity {
  if (instead !== undefined) return "error";
  const isName = !hasWildcard(pattern);
  if (effect === "Deny") return isName ? "error" : "warning";
  return isName ? "warning" : "info";
}

interface ActionProblem {
  readonly what: string;
  readonly instead?: string;
  /** AWS does not store such a policy. */
  readonly refused?: true;
}

function judge(pattern: string, catalogue: ActionCatalogue): ActionProblem | undefined {
  if (isEveryAction(pattern)) return undefined;
  const [written = "", ...names] = pattern.split(":");
  const service = written.toLowerCase();
  const name = names.join(":");
  if (names.length !== 1) return { what: "AWS rejects it; an action is written SERVICE:ACTION", refused: true };
  if (hasWildcard(service)) return { what: "AWS rejects it; the service must not be a wildcard", refused: true };
  if (!catalogue.services.has(service)) {
    const instead = closest(service, [...catalogue.services]);
    return { what: `there is no service ${written}`, ...(instead && { instead: `${instead}:${name}` }) };
  }
  if (actionsOf(catalogue, pattern).length > 0) return undefined;
  const instead = PERMITTED_BY.get(pattern.toLowerCase());
  if (instead)
    return {
      what: `it is an API operation, not an action; ${instead} ${instead.includes(" and ") ? "allow" : "allows"} it`,
      instead,
    };
  const all = catalogue.actions.get(service) ?? new Map();
  if (hasWildcard(name)) return { what: `no action of ${written} matches it` };
  const meant = closest(name.toLowerCase(), [...all.keys()]);
  return { what: "there is no such action", ...(meant && { instead: all.get(meant)?.name }) };
}
