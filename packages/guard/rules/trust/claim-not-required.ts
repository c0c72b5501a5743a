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
  what: "A token without the claim gets the role.",
  why: "ForAllValues: and ...IfExists hold where the key is missing, so the condition restricts nobody whose token lacks it.",
  fix: "Use the operator without ForAllValues: and without IfExists: StringEquals or StringLike.",
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
          const message = `${placed(one)} lets in a token without ${claim}: ${conditionText(condition)} holds where there is none.`;
          yield { at: one.trust.role, message, ...(claim === "aud" && { severity: "warning" as const }) };
        }
      }
  },
};
