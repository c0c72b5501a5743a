import { parseOperator } from "../../../policy/condition";
import type { Condition, Statement } from "../../../policy/statement";
import { type Codes, literalCodes, UNKNOWN_TEXT, wildcardCodes } from "../../../policy/wildcard";
import { perObject, perText } from "../../../support/memo";
import { type AnyText, rawText } from "../../../text";
import { type Budget, type Language, witness } from "./language";

/** What a statement requires of one claim of a token. */
export interface Restriction {
  readonly condition: Condition;
  /** `sub`, `repository_id`. */
  readonly claim: string;
  /** Whether the claim must have one of the values, rather than none of them. */
  readonly positive: boolean;
  /** Whether the claim must be present at all. */
  readonly required: boolean;
  readonly wildcards: boolean;
  /** Shared by all searches about the statement. */
  readonly budget: Budget;
}

/** A few milliseconds; a hundred subjects with wildcards take a tenth of that. */
const STEPS = 200_000;

/** Of the issuer's claims, by string and ARN operators. */
export const restrictionsOf = (statement: Statement, issuer: string): readonly Restriction[] =>
  byIssuer(statement)(issuer);

const byIssuer = perObject((statement: Statement) => perText((issuer: string) => read(statement, issuer)));

function read({ conditions }: Statement, issuer: string): Restriction[] {
  const prefix = `${issuer.toLowerCase()}:`;
  const budget = { left: STEPS };
  return conditions.flatMap((condition): Restriction[] => {
    const key = rawText(condition.key).toLowerCase();
    const parsed = parseOperator(condition.operator);
    if (!key.startsWith(prefix) || !parsed || !/^(String|Arn)/.test(parsed.name)) return [];
    const positive = !parsed.name.includes("Not");
    return [
      {
        condition,
        claim: key.slice(prefix.length),
        positive,
        required: positive ? !parsed.ifExists && parsed.set !== "ForAllValues" : false,
        wildcards: /Like|^Arn/.test(parsed.name),
        budget,
      },
    ];
  });
}

/** A text of the language that the condition matches with the value; see {@link witness}. */
export const matchIn = (value: string, restriction: Restriction, language: Language) =>
  witness(codesOf(value, restriction), language, restriction.budget);

/** A value as the operator compares it; what policy variables stand for is not known. */
export function codesOf(anyValue: AnyText, { wildcards, condition }: Restriction): Codes {
  const value = rawText(anyValue);
  const text = /IgnoreCase/.test(condition.operator) ? value.toLowerCase() : value;
  if (text.includes("${")) return [UNKNOWN_TEXT];
  return wildcards ? wildcardCodes(text) : literalCodes(text);
}

/** Values that a claim may have according to the conditions that it must meet, each with its restriction. */
export const wantedValues = (restrictions: readonly Restriction[], claim: string): [string, Restriction][] =>
  restrictions
    .filter((one) => one.claim === claim && one.positive)
    .flatMap((one) => one.condition.values.map((value): [string, Restriction] => [rawText(value), one]));
