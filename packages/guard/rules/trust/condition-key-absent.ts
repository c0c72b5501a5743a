import { testableClaims } from "../../claims/token";
import type { AccessModel } from "../../model";
import { parseOperator } from "../../policy/condition";
import { shown } from "../../policy/context";
import type { Condition, Statement } from "../../policy/statement";
import type { Rule, Violation } from "../../rule";
import { known, rawText } from "../../text";
import { placed } from "./support/describe";
import { isGithub } from "./support/github-statements";
import { issuersOf, type Trust, type TrustStatement, trustsOf } from "./support/trusts";

export const conditionKeyAbsent: Rule = {
  id: "condition-key-absent",
  area: "trust",
  severity: "error",
  what: "A condition tests a key that the request never has.",
  why: "A condition on a missing key never holds, so nobody gets in; with ...IfExists, ForAllValues: or a negated operator it always holds, so it restricts nobody.",
  fix: "Test the claims of the provider that the statement trusts, as ISSUER:CLAIM without https://, and of GitHub's only those that AWS knows.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif",
  *check(model: AccessModel): Generator<Violation> {
    for (const trust of trustsOf(model)) {
      for (const one of trust.allows) {
        const issuers = issuersOf(one.statement);
        if (issuers.length > 0 && onlyTokens(one.statement)) yield* judged(trust, one, issuers);
      }
      const issuers = trust.allows.flatMap(({ statement }) => (onlyTokens(statement) ? issuersOf(statement) : []));
      // Whom a Deny meets is decided by who else gets in.
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
  "Allow, never": "nobody gets in by this statement",
  "Allow, always": "it restricts nobody",
  "Deny, never": "it keeps nobody out",
  "Deny, always": "it does not spare whom it is to spare",
};

const onlyTokens = ({ principals }: Statement): boolean =>
  principals?.members.every(({ type, id }) => type === "Federated" && !rawText(id).includes(":saml-provider/")) ??
  false;

/** Why a bearer of a token of these issuers has no such key. */
function absence({ key }: Condition, issuers: readonly string[]): string | undefined {
  const folded = known(key)?.toLowerCase();
  if (folded === undefined) return undefined;
  for (const issuer of issuers) {
    const prefix = `${issuer.toLowerCase()}:`;
    if (!folded.startsWith(prefix)) continue;
    const claim = folded.slice(prefix.length);
    // What AWS makes of other issuers' claims is not known in full.
    if (!isGithub(issuer) || testableClaims(issuer).includes(claim)) return undefined;
    return `AWS makes no condition key of the claim ${claim}`;
  }
  if (/^sts:externalid$/.test(folded)) return "sts:ExternalId belongs to sts:AssumeRole, not to tokens";
  if (ABSENT.test(folded)) return "who presents a token is no principal of AWS yet";
  if (/^(aws|sts|iam):/.test(folded)) return undefined;
  if (/^https?:\/\//.test(folded)) return "keys are written without https://";
  return `the statement trusts ${issuers.join(", ")}, whose keys begin with ${issuers[0]}:`;
}

/** Keys of principals, and of services that call for somebody. */
const ABSENT = /^aws:(principal|userid|username|multifactorauth|source(account|arn|org))/;

function mustExist({ operator, values }: Condition): boolean {
  const parsed = parseOperator(operator);
  if (!parsed) return false;
  if (parsed.name === "Null") return values.every((value) => known(value)?.toLowerCase() === "false");
  return (
    !parsed.ifExists && parsed.set !== "ForAllValues" && (parsed.set === "ForAnyValue" || !parsed.name.includes("Not"))
  );
}
