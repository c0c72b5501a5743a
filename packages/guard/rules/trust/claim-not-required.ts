import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { ask } from "./support/ask";
import { conditionText, placed } from "./support/describe";
import { restrictionsOf } from "./support/restrictions";
import { byIssuer, meantTokens } from "./support/tokens";
import { allowStatements } from "./support/trusts";

export const claimNotRequired: Rule = {
  id: "claim-not-required",
  area: "trust",
  severity: "error",
  what: "A token without the claim is accepted.",
  why: "ForAllValues: and ...IfExists hold when the key is missing, so the condition does not restrict tokens without the claim.",
  fix: "Use StringEquals or StringLike, without ForAllValues: and without IfExists.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
  *check(model: AccessModel): Generator<Violation> {
    for (const one of allowStatements(model))
      for (const statement of byIssuer(one)) {
        const optional = restrictionsOf(one.statement, statement.issuer).filter(
          ({ claim, positive, required }) => positive && !required && (claim === "sub" || claim === "aud"),
        );
        for (const { claim, condition } of optional) {
          const [token] = meantTokens(statement);
          if (!token) continue;
          const { [claim]: _, ...claims } = token.claims;
          if (ask(one, { ...token, claims }).outcome === "denied") continue;
          const message = `${placed(one)} accepts a token without ${claim}: ${conditionText(condition)} holds when the claim is missing.`;
          yield { at: one.trust.role, message, ...(claim === "aud" && { severity: "warning" as const }) };
        }
      }
  },
};
