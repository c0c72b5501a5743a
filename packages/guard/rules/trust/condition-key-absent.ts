import { testableClaims } from "../../claims/token";
import type { AccessModel } from "../../model";
import { parseOperator } from "../../policy/condition";
import { shown } from "../../policy/context";
import type { Condition, Statement } from "../../policy/statement";
import type { Rule, Violation } from "../../rule";
import { known, rawText, readable } from "../../text";
import { placed } from "./support/describe";
import { isGithub } from "./support/github-statements";
import { issuerDifference } from "./support/issuer-difference";
import { issuersOf, type Trust, type TrustStatement, trustsOf } from "./support/trusts";

export const conditionKeyAbsent: Rule = {
  id: "condition-key-absent",
  area: "trust",
  severity: "error",
  what: "A condition tests a key that the request never has.",
  why: "A condition on a missing key never holds, so nobody can assume the role; with ...IfExists, ForAllValues: or a negated operator it always holds, so it restricts nobody.",
  fix: "Test claims of the provider that the statement trusts, written ISSUER:CLAIM without https://. Of GitHub's claims, use only those that AWS supports as condition keys.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif",
  *check(model: AccessModel): Generator<Violation> {
    for (const trust of trustsOf(model)) {
      for (const one of trust.allows) {
        const issuers = issuersOf(one.statement);
        if (issuers.length > 0 && onlyTokens(one.statement)) yield* judged(trust, one, issuers);
      }
      const issuers = trust.allows.flatMap(({ statement }) => (onlyTokens(statement) ? issuersOf(statement) : []));
      // Whom a Deny affects depends on who else is accepted.
      if (issuers.length > 0 && trust.allows.every(({ statement }) => onlyTokens(statement)))
        for (const one of trust.denies) yield* judged(trust, one, issuers);
    }
  },
};

function* judged(
  { role }: Trust,
  { statement, label }: Pick<TrustStatement, "statement" | "label">,
  issuers: readonly string[],
): Generator<Violation> {
  for (const condition of statement.conditions) {
    const why = absence(condition, issuers);
    if (why === undefined) continue;
    const never = mustExist(condition);
    const closes = never === (statement.effect === "Allow");
    const effect = EFFECTS[`${statement.effect}, ${never ? "never" : "always"}`];
    const where = placed({ trust: { role }, label });
    const message = `${where} tests ${shown(condition.key).slice(1, -1)} (${condition.operator}): ${why}, so ${effect}.`;
    yield { at: role, message, ...(!closes && { severity: "warning" as const }) };
  }
}

const EFFECTS: Readonly<Record<`${Statement["effect"]}, ${"never" | "always"}`, string>> = {
  "Allow, never": "nobody can assume the role through this statement",
  "Allow, always": "it restricts nobody",
  "Deny, never": "it excludes nobody",
  "Deny, always": "it denies everyone, with no exception",
};

const onlyTokens = ({ principals }: Statement): boolean =>
  principals?.members.every(({ type, id }) => type === "Federated" && !rawText(id).includes(":saml-provider/")) ??
  false;

/** Why the bearer of a token from these issuers never has the key. */
function absence({ key }: Condition, issuers: readonly string[]): string | undefined {
  const folded = known(key)?.toLowerCase();
  if (folded === undefined) return undefined;
  for (const issuer of issuers) {
    const prefix = `${issuer.toLowerCase()}:`;
    if (!folded.startsWith(prefix)) continue;
    const claim = folded.slice(prefix.length);
    // Which of other issuers' claims AWS turns into keys is not fully known.
    if (!isGithub(issuer) || testableClaims(issuer).includes(claim)) return undefined;
    return `AWS has no condition key for the claim ${readable(key).slice(prefix.length)}`;
  }
  if (/^sts:externalid$/.test(folded)) return "sts:ExternalId belongs to sts:AssumeRole, not to tokens";
  if (ABSENT.test(folded)) return "the bearer of a token is not an AWS principal yet";
  if (/^(aws|sts|iam):/.test(folded)) return undefined;
  if (/^https?:\/\//.test(folded)) return "keys are written without https://";
  const written = readable(key).replace(/:[^:]*$/, "");
  const how = issuers.flatMap((issuer) => issuerDifference(written, issuer) ?? [])[0];
  if (how !== undefined) return `the statement trusts ${issuers.join(", ")}: ${how}`;
  return `the statement trusts ${issuers.join(", ")}, whose keys begin with ${issuers.map((issuer) => `${issuer}:`).join(" or ")}`;
}

/** Keys of principals, and of services that call on someone's behalf. */
const ABSENT = /^aws:(principal|userid|username|multifactorauth|source(account|arn|org))/;

function mustExist({ operator, values }: Condition): boolean {
  const parsed = parseOperator(operator);
  if (!parsed) return false;
  if (parsed.name === "Null") return values.every((value) => known(value)?.toLowerCase() === "false");
  return (
    !parsed.ifExists && parsed.set !== "ForAllValues" && (parsed.set === "ForAnyValue" || !parsed.name.includes("Not"))
  );
}
