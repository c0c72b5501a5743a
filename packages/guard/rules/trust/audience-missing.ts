import type { AccessModel } from "../../model";
import type { Condition } from "../../policy/statement";
import type { Rule, Violation } from "../../rule";
import { isKnown, rawText } from "../../text";
import { ask } from "./support/ask";
import { placed } from "./support/describe";
import { type Restriction, restrictionsOf } from "./support/restrictions";
import { byIssuer, type IssuerStatement, meantTokens } from "./support/tokens";
import { allowStatements } from "./support/trusts";

export const audienceMissing: Rule = {
  id: "audience-missing",
  area: "trust",
  severity: "warning",
  what: "Tokens that were issued for another service are accepted.",
  why: "Any other service that receives a token from a run or a pod can present it to AWS, as far as the provider's list of audiences allows; and others may add to that list.",
  fix: "Require StringEquals on ISSUER:aud; for AWS the value is sts.amazonaws.com.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
  *check(model: AccessModel): Generator<Violation> {
    for (const one of allowStatements(model))
      for (const statement of byIssuer(one)) {
        // One audience written in full excludes every other, whatever else is required; one that is not known does too.
        const asked = restrictionsOf(one.statement, statement.issuer);
        if (asked.some(isExactAudience) || one.statement.conditions.some(mayBeAudience)) continue;
        if (!takesAnother(statement)) continue;
        const message = `${placed(one)} accepts tokens from ${statement.issuer} whatever their audience (aud) is.`;
        yield { at: one.trust.role, message };
      }
  },
};

const isExactAudience = ({ claim, required, condition }: Restriction): boolean =>
  claim === "aud" &&
  required &&
  condition.values.every((value) => !isKnown(value) || /^[\w.:/-]+$/.test(rawText(value)));

/** The audience of an issuer that is not known. */
const mayBeAudience = ({ key, operator }: Condition): boolean =>
  !isKnown(key) && /:aud$/i.test(rawText(key)) && /^StringEquals$/.test(operator);

function takesAnother(statement: IssuerStatement): boolean {
  const { one } = statement;
  for (const token of meantTokens(statement)) {
    // Even where it is not known whether a token is accepted, the answer may not depend on the audience.
    const outcome = ask(one, token).outcome;
    if (outcome === "denied") continue;
    const elsewhere = { ...token, claims: { ...token.claims, aud: "https://another-service.example" } };
    return ask(one, elsewhere).outcome === outcome;
  }
  return false;
}
