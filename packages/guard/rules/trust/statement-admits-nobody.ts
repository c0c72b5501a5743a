import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { rawText } from "../../text";
import { actionMismatch } from "./action-mismatch";
import { claimNeverMatches } from "./claim-never-matches";
import { conditionKeyAbsent } from "./condition-key-absent";
import { ask } from "./support/ask";
import { placed } from "./support/describe";
import { friendsOf } from "./support/github-run";
import { type GithubStatement, githubStatements } from "./support/github-statements";
import { placeFor } from "./support/places";
import type { Restriction } from "./support/restrictions";

export const statementAdmitsNobody: Rule = {
  id: "statement-admits-nobody",
  area: "trust",
  severity: "error",
  what: "No run can meet all conditions of a statement at once.",
  why: "All conditions must hold together: a job in an environment has no branch in its subject, and a token has only one subject.",
  fix: "Remove the condition that contradicts the others, or split them into two statements.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html",
  *check(model: AccessModel): Generator<Violation> {
    const refused = githubStatements(model)
      .filter(isSimple)
      .map((statement) => ({ statement, because: refusal(statement) }))
      .filter(({ because }) => because !== undefined);
    if (refused.length === 0) return;
    // What another rule explains better is left to it.
    const explained = new Set(
      [claimNeverMatches, conditionKeyAbsent, actionMismatch].flatMap((rule) =>
        [...rule.check(model)].map(({ at }) => at),
      ),
    );
    for (const { statement, because } of refused)
      if (!explained.has(statement.trust.role))
        yield { at: statement.trust.role, message: `${placed(statement)} accepts nobody: ${because}.` };
  },
};

/** Conditions on several claims: those on one claim, and negated ones, may share a value that no sample shows. */
function isSimple({ restrictions, statement }: GithubStatement): boolean {
  const claims = restrictions.map(({ claim }) => claim);
  if (claims.length === statement.conditions.length && claims.every((claim) => claim === "sub" || claim === "aud"))
    return new Set(claims).size < claims.length && restrictions.every(isPlain);
  return new Set(claims).size === claims.length
    ? restrictions.every(({ positive }) => positive)
    : restrictions.every(isPlain);
}

const isPlain = ({ positive, condition }: Restriction): boolean =>
  positive && condition.values.every((value) => !/[*?$]/.test(rawText(value)));

function refusal(statement: GithubStatement): string | undefined {
  let because: string | undefined;
  for (const token of friendsOf(statement)) {
    const decision = ask(statement, token, placeFor(statement.statement));
    if (decision.outcome !== "denied" || decision.explicit) return undefined;
    because ??= decision.because
      .map(({ text }) => text.replace(/^denied: /, "").replace(/ \(trust policy.*\)$/, ""))
      .join("; ");
  }
  return because;
}
