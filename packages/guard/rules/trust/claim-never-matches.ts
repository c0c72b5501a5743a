import type { AccessModel } from "../../model";
import { shown } from "../../policy/context";
import { wildcardCodes } from "../../policy/wildcard";
import type { Rule, Violation } from "../../rule";
import { rawText } from "../../text";
import { placed } from "./support/describe";
import { repositories, subjects, valuesOf } from "./support/github-language";
import { isCommon, isGithub, isNoSubject } from "./support/github-statements";
import { isCluster, SERVICE_ACCOUNTS } from "./support/kubernetes-statements";
import { type Language, witness } from "./support/language";
import { matchIn, type Restriction, restrictionsOf } from "./support/restrictions";
import { byIssuer } from "./support/tokens";
import { allowStatements, type TrustStatement } from "./support/trusts";

export const claimNeverMatches: Rule = {
  id: "claim-never-matches",
  area: "trust",
  severity: "error",
  what: "A condition compares a claim with a value that no token has.",
  why: "If it is the condition's only value, nobody can assume the role; in a negated condition, it excludes nobody.",
  fix: "Write the value as the issuer does: repo:OWNER/REPOSITORY:ref:refs/heads/BRANCH, ...:environment:NAME, ...:pull_request; system:serviceaccount:NAMESPACE:NAME for a pod; use StringLike where * should match any text.",
  source: "https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims",
  *check(model: AccessModel): Generator<Violation> {
    for (const one of allowStatements(model))
      for (const { issuer } of byIssuer(one))
        for (const restriction of restrictionsOf(one.statement, issuer))
          yield* judged(one, restriction, isGithub(issuer), languageOf(model, issuer, restriction.claim));
  },
};

function* judged(
  one: TrustStatement,
  restriction: Restriction,
  ofGithub: boolean,
  language: Language | undefined,
): Generator<Violation> {
  const { condition, claim, positive } = restriction;
  if (!language) return;
  const github = claim === "sub" && ofGithub;
  const never = condition.values
    .map(rawText)
    .filter((value) =>
      github
        ? !isCommon(value, restriction) && isNoSubject(value, restriction, "anybody")
        : matchIn(value, restriction, language) === undefined,
    );
  const [value] = never;
  if (value === undefined) return;
  const all = never.length === condition.values.length;
  const effect = !positive
    ? ", so it excludes nobody"
    : all
      ? ", so nobody can assume the role through this statement"
      : "";
  const message = `${placed(one)} compares ${claim} with ${shown(value)} (${condition.operator}): ${reason(value, restriction, language)}${effect}.`;
  yield { at: one.trust.role, message, ...(!(all && positive) && { severity: "warning" as const }) };
}

function languageOf(model: AccessModel, issuer: string, claim: string): Language | undefined {
  if (isCluster(model, issuer)) return claim === "sub" ? SERVICE_ACCOUNTS : undefined;
  if (!isGithub(issuer)) return undefined;
  if (claim === "sub") return subjects("anybody");
  return claim === "repository" ? repositories("anybody") : valuesOf(claim);
}

function reason(value: string, { wildcards, claim, budget }: Restriction, language: Language): string {
  if (!wildcards && /[*?]/.test(value) && witness(wildcardCodes(value), language, budget) !== undefined)
    return "this operator compares * and ? literally, and no token contains them";
  if (language === SERVICE_ACCOUNTS)
    return "a service account's subject is system:serviceaccount:NAMESPACE:NAME, in lower case";
  if (
    claim === "sub" &&
    !/^(repo|system):/.test(value) &&
    witness(wildcardCodes(`repo:${value}`), language, budget) !== undefined
  )
    return "subjects begin with repo:";
  if (claim === "sub" && /refs\/|\bref\b/.test(value))
    return "a branch is written :ref:refs/heads/NAME, a tag :ref:refs/tags/NAME";
  if (claim === "ref") return "the claim has the form refs/heads/NAME or refs/tags/NAME";
  return `no token has such a ${claim}`;
}
