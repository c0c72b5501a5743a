import type { Statement } from "../../policy/statement";
import { type Matcher, textMatcher } from "../../policy/wildcard";
import type { Rule } from "../../rule";
import { isKnown, rawText } from "../../text";
import { hasWildcard } from "./support/action-pattern";
import { type PlacedStatement, placedStatements } from "./support/placed-statement";
import { policyPlaces } from "./support/policy-places";
import { listed } from "./support/quoted";

/** More than fit into any policy that AWS accepts; comparing all of them with each other would take too long. */
const MOST_STATEMENTS = 200;
const MOST_TEXTS = 2_000;

export const redundantPermission: Rule = {
  id: "redundant-permission",
  area: "permission",
  severity: "info",
  what: "A policy grants the same permission twice.",
  why: "Removing one leaves the permission in place.",
  fix: "Remove the narrower one.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-statement",
  *check(model) {
    for (const { document, kind } of policyPlaces(model)) {
      if (kind === "resource" || document.statements.length > MOST_STATEMENTS) continue;
      const statements = placedStatements(document).filter(({ statement }) => isComparable(statement));
      if (!mayRepeat(statements)) continue;
      for (const { statement, name } of statements) {
        const again = repeated(statement.actions.patterns.map(rawText));
        if (again.length > 0) yield { at: document, message: `${name} ${words(again)}.` };
      }
      if (statements.length < 2) continue;
      const grants = statements.map(({ statement }) => grantOf(statement));
      for (const [index, grant] of grants.entries()) {
        const by = coveredBy(grant, index, grants);
        if (by === undefined) continue;
        const other = statements[by]?.name.replace(/^S/, "s");
        yield {
          at: document,
          message: `${statements[index]?.name} grants nothing that ${other} does not grant already.`,
        };
      }
    }
  },
};

/** Most policies name each action once and have no wildcard. */
function mayRepeat(statements: readonly PlacedStatement[]): boolean {
  const seen = new Set<string>();
  for (const { statement } of statements)
    for (const pattern of statement.actions.patterns) {
      const folded = rawText(pattern).toLowerCase();
      if (seen.has(folded) || hasWildcard(folded)) return true;
      seen.add(folded);
    }
  return false;
}

const isComparable = ({ effect, actions, resources }: Statement): boolean =>
  effect === "Allow" &&
  !actions.not &&
  resources?.not === false &&
  actions.patterns.length + resources.patterns.length <= MOST_TEXTS &&
  actions.patterns.every(isKnown) &&
  resources.patterns.every(isKnown);

interface Repeated {
  readonly pattern: string;
  /** What grants it already: another text of the same list, or the same one. */
  readonly by: string;
}

/** Actions that the same list names already, themselves or by a wildcard; as they are written. */
function repeated(patterns: readonly string[]): Repeated[] {
  if (patterns.length < 2 || patterns.length > MOST_TEXTS) return [];
  const first = new Map<string, string>();
  const wildcards = [...new Set(patterns.filter(hasWildcard))].map((text) => ({
    text,
    folded: text.toLowerCase(),
    matches: textMatcher(text.toLowerCase(), true),
  }));
  return patterns.flatMap((pattern) => {
    const folded = pattern.toLowerCase();
    const by =
      first.get(folded) ?? wildcards.find((one) => one.folded !== folded && one.matches(folded) === true)?.text;
    if (!first.has(folded)) first.set(folded, pattern);
    return by === undefined ? [] : [{ pattern, by }];
  });
}

function words(again: readonly Repeated[]): string {
  const same = again.filter(({ pattern, by }) => pattern === by).map(({ pattern }) => pattern);
  const covered = again
    .filter(({ pattern, by }) => pattern !== by)
    .map(({ pattern, by }) => `${pattern} through ${by}`);
  return [
    ...(same.length > 0 ? [`names ${listed(same)} more than once`] : []),
    ...(covered.length > 0 ? [`already grants ${listed(covered)}`] : []),
  ].join(" and ");
}

interface List {
  readonly texts: readonly string[];
  readonly wildcards: readonly Matcher[];
}

interface Grant {
  readonly actions: List;
  readonly resources: List;
  readonly conditions: string;
}

const grantOf = ({ actions, resources, conditions }: Statement): Grant => ({
  actions: listOf(actions.patterns.map((text) => rawText(text).toLowerCase())),
  resources: listOf((resources?.patterns ?? []).map(rawText)),
  conditions: conditions.length === 0 ? "" : JSON.stringify(conditions),
});

const listOf = (texts: readonly string[]): List => ({
  texts,
  wildcards: texts.filter(hasWildcard).map((text) => textMatcher(text, true)),
});

/** Position of the grant that makes another one redundant; of two equal ones the later is. */
function coveredBy(one: Grant, index: number, all: readonly Grant[]): number | undefined {
  const by = all.findIndex((other, at) => at !== index && covers(other, one) && !(at > index && covers(one, other)));
  return by === -1 ? undefined : by;
}

const covers = (wide: Grant, narrow: Grant): boolean =>
  (wide.conditions === "" || wide.conditions === narrow.conditions) &&
  includes(wide.actions, narrow.actions) &&
  includes(wide.resources, narrow.resources);

/** A wildcard of the narrower text is a plain character to the wider one, which matches it only by a `*`. */
const includes = (wide: List, narrow: List): boolean =>
  narrow.texts.every((text) => wide.texts.includes(text) || wide.wildcards.some((matches) => matches(text) === true));
