import type { Statement } from "../../../access/policy/statement";
import { matcher, wildcardCodes } from "../../../access/policy/wildcard";
import { isKnown } from "../../../access/text";
import type { Rule } from "../../rule";
import { hasWildcard } from "./support/action-pattern";
import { type PlacedStatement, placed, policyPlaces } from "./support/policy-places";
import { listed } from "./support/quoted";

/** More than fit into any policy that AWS accepts; comparing all of them with each other would take long. */
const MOST_STATEMENTS = 200;

export const redundantPermission: Rule = {
  id: "redundant-permission",
  area: "permission",
  severity: "info",
  what: "A permission is granted twice in one policy.",
  why: "Whoever takes one of them away believes that it is gone.",
  fix: "Leave out the narrower one.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-statement",
  *check(model) {
    for (const { document, kind } of policyPlaces(model)) {
      if (kind === "resource" || document.statements.length > MOST_STATEMENTS) continue;
      const statements = placed(document).filter(({ statement }) => isComparable(statement));
      for (const [index, one] of statements.entries()) {
        const again = repeated(one.statement.actions.patterns);
        if (again.length > 0) yield { at: document, message: `${one.name} names ${listed(again)} twice` };
        const covered = coveredBy(one, index, statements);
        if (covered) yield { at: document, message: `${one.name} ${covered}` };
      }
    }
  },
};

const isComparable = ({ effect, actions, resources }: Statement): boolean =>
  effect === "Allow" &&
  !actions.not &&
  resources?.not === false &&
  [...actions.patterns, ...resources.patterns].every(isKnown);

/** Actions that the same list names already, themselves or by a wildcard. */
function repeated(patterns: readonly string[]): string[] {
  if (patterns.length > MOST_STATEMENTS * 10) return [];
  const folded = patterns.map((pattern) => pattern.toLowerCase());
  const first = new Set<string>();
  const wildcards = [...new Set(folded.filter(hasWildcard))].map((text) => ({
    text,
    matches: matcher(wildcardCodes(text)),
  }));
  return folded.filter((pattern) => {
    const again =
      first.has(pattern) || wildcards.some(({ text, matches }) => text !== pattern && matches(pattern) === true);
    first.add(pattern);
    return again;
  });
}

function coveredBy(one: PlacedStatement, index: number, all: readonly PlacedStatement[]): string | undefined {
  for (const [at, other] of all.entries()) {
    if (at === index) continue;
    const same = covers(other.statement, one.statement);
    // Of two equal statements the later one is redundant.
    if (!same || (at > index && covers(one.statement, other.statement))) continue;
    return `grants nothing that ${other.name.replace(/^S/, "s")} does not grant`;
  }
  return undefined;
}

function covers(wide: Statement, narrow: Statement): boolean {
  if (wide.conditions.length > 0 && JSON.stringify(wide.conditions) !== JSON.stringify(narrow.conditions)) return false;
  const actions = (texts: readonly string[] = []) => texts.map((text) => text.toLowerCase());
  return (
    includes(actions(wide.actions.patterns), actions(narrow.actions.patterns)) &&
    includes(wide.resources?.patterns ?? [], narrow.resources?.patterns ?? [])
  );
}

/** A wildcard of the narrower text is a plain character to the wider one, which matches it only by a `*`. */
function includes(wide: readonly string[], narrow: readonly string[]): boolean {
  const exact = new Set(wide);
  const wildcards = wide.filter(hasWildcard).map((text) => matcher(wildcardCodes(text)));
  return narrow.every((text) => exact.has(text) || wildcards.some((matches) => matches(text) === true));
}
