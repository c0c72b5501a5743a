import type { AccessModel } from "../../model";
import { parseOperator } from "../../policy/condition";
import type { Rule, Violation } from "../../rule";
import { rawText } from "../../text";
import { conditionText, placed } from "./support/describe";
import { allowStatements } from "./support/trusts";

export const wildcardLiteral: Rule = {
  id: "wildcard-literal",
  area: "trust",
  severity: "error",
  what: "A wildcard is used with an operator that compares it literally.",
  why: "StringEquals compares every character, and no ARN, path or id of AWS contains * or ?: the condition never holds or, if negated, always holds.",
  fix: "Use StringLike or ArnLike.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String",
  *check(model: AccessModel): Generator<Violation> {
    for (const one of allowStatements(model))
      for (const condition of one.statement.conditions) {
        const name = parseOperator(condition.operator)?.name ?? "";
        const literal = condition.values.filter((value) => /[*?]/.test(rawText(value).replaceAll(/\$\{[^}]*\}/g, "")));
        if (!/^String(Not)?Equals/.test(name) || !KEYS.test(rawText(condition.key)) || literal.length === 0) continue;
        const all = !name.includes("Not") && literal.length === condition.values.length;
        const message = `${placed(one)} has ${conditionText(condition)}, where * and ? are compared literally.`;
        yield { at: one.trust.role, message, ...(!all && { severity: "warning" as const }) };
      }
  },
};

/** Keys whose values are ARNs, paths, ids or addresses of services. */
const KEYS = /^aws:(principal(arn|orgpaths|orgid|account|servicename)|source(arn|account|orgid|orgpaths)|userid)$/i;
