import { once } from "../support/memo";
import { type AnyText, rawText } from "../text";
import type { Context } from "./context";
import type { Ternary } from "./ternary";
import { type Codes, literalCodes, type Matcher, matcher, textMatcher, UNKNOWN_TEXT, wildcardCodes } from "./wildcard";

/** A text of a policy, with its wildcards and policy variables interpreted. */
export interface Template {
  /** `undefined`: it contains a variable for which the request has no value. */
  matches(value: AnyText, context: Context): Ternary | undefined;
}

export interface TemplateOptions {
  /** Whether `*` and `?` stand for other characters. */
  readonly wildcards: boolean;
  /** Whether `${key}` stands for a value of the request: not before policy version 2012-10-17, nor in every element. */
  readonly variables: boolean;
  /** @default false */
  readonly ignoreCase?: boolean;
  /** How the text is compared once its variables are filled in. @default {@link matcher}, from end to end */
  readonly compare?: (pattern: Codes) => Matcher;
}

interface Variable {
  /** In lower case. */
  readonly key: string;
  readonly fallback?: string;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
export function template(text: AnyText, options: TemplateOptions): Template {
  const source = rawText(text);
  const { wildcards, variables, ignoreCase = false, compare } = options;
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const codesOf = (text: string): Codes => (wildcards ? wildcardCodes(fold(text)) : literalCodes(fold(text)));

  const cased = (matches: Matcher): Matcher =>
    ignoreCase ? (value) => matches(rawText(value).toLowerCase()) : matches;
  if (!variables || !source.includes("${")) {
    if (!compare) return { matches: cased(textMatcher(fold(source), wildcards)) };
    const matches = once(() => cased(compare(codesOf(source))));
    return { matches: (value) => matches()(value) };
  }
  const parts = split(source, codesOf);
  return {
    matches(value, context) {
      const codes: number[] = [];
      for (const part of parts) {
        const resolved = isCodes(part) ? part : resolve(part, context, fold);
        if (!resolved) return undefined;
        for (const code of resolved) codes.push(code);
      }
      return cased((compare ?? matcher)(codes))(value);
    },
  };
}

const isCodes = (part: Codes | Variable): part is Codes => Array.isArray(part);

function split(source: string, codesOf: (text: string) => Codes): (Codes | Variable)[] {
  const parts: (Codes | Variable)[] = [];
  let from = 0;
  for (;;) {
    const open = source.indexOf("${", from);
    const close = open < 0 ? -1 : source.indexOf("}", open);
    if (close < 0) break;
    parts.push(codesOf(source.slice(from, open)), variable(source.slice(open + 2, close)));
    from = close + 1;
  }
  parts.push(codesOf(source.slice(from)));
  return parts;
}

function variable(body: string): Codes | Variable {
  if (body === "*" || body === "?" || body === "$") return literalCodes(body);
  const [, key = body, fallback] = /^([^,]*), *'(.*)'$/s.exec(body) ?? [];
  return { key: key.trim().toLowerCase(), fallback };
}

function resolve({ key, fallback }: Variable, context: Context, fold: (text: string) => string): Codes | undefined {
  const values = context.get(key);
  if (values === "unknown") return [UNKNOWN_TEXT];
  if (values === undefined || values.length === 0)
    return fallback === undefined ? undefined : literalCodes(fold(fallback));
  // Keys with several values cannot be policy variables; AWS does not say what happens to them.
  const [value = "", ...others] = values.map(rawText);
  return others.length > 0 ? [UNKNOWN_TEXT] : literalCodes(fold(value));
}

/** Whether any of the texts matches; see {@link noneMatches} for negations. */
export function anyMatches(templates: readonly Template[], value: AnyText, context: Context): Ternary {
  let result: Ternary = false;
  for (const { matches } of templates) {
    const matched = matches(value, context);
    if (matched === true) return true;
    if (matched === "unknown") result = "unknown";
  }
  return result;
}

/**
 * Whether none of the texts matches. A text whose variable has no value matches nothing, but AWS says that it may make
 * the whole statement invalid: then a negation cannot be relied on.
 */
export function noneMatches(templates: readonly Template[], value: AnyText, context: Context): Ternary {
  let result: Ternary = true;
  for (const { matches } of templates) {
    const matched = matches(value, context);
    if (matched === true) return false;
    if (matched !== false) result = "unknown";
  }
  return result;
}
