import { and, not, or, type Ternary } from "../../policy/ternary";
import { sameText } from "../../policy/wildcard";
import { isKnown, UNKNOWN } from "../../text";
import { type Expression, parseExpression } from "./parse";
import { asBoolean, type Fields, fieldsOf, isFields, textFrom, truth, type Value } from "./value";

const parsed = new Map<string, Expression | undefined>();

function parse(text: string): Expression | undefined {
  if (!parsed.has(text)) {
    // Workflows repeat themselves from run to run, not without end from file to file.
    if (parsed.size > 10_000) parsed.clear();
    parsed.set(text, parseExpression(text));
  }
  return parsed.get(text);
}

/** A text with its `${{ }}` filled in; UNKNOWN where that is not known. */
export function interpolate(text: string, contexts: Fields): string {
  return partsOf(text)
    .map((part) => (typeof part === "string" ? part : textFrom(valueFrom(part.expression, contexts))))
    .join("");
}

/** The value of a text that is nothing but one `${{ }}`; a text otherwise. */
export function templateValue(text: string, contexts: Fields): Value {
  const [only, ...others] = partsOf(text);
  if (only === undefined || typeof only === "string" || others.length > 0) return interpolate(text, contexts);
  return valueFrom(only.expression, contexts);
}

/**
 * Whether an `if:` lets its job or step run. Text around `${{ }}` makes it a text, which is true.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idif
 */
export function evaluateCondition(condition: string, contexts: Fields): Ternary {
  if (!condition.includes("${{")) return decide(parse(condition), contexts);
  const [only, ...others] = partsOf(condition);
  if (only !== undefined && typeof only !== "string" && others.length === 0)
    return decide(parse(only.expression), contexts);
  return truth(interpolate(condition, contexts));
}

/** Whether an `if:` asks for the outcome of what ran before, and so overrides that all of it must have succeeded. */
export const usesStatusFunction = (condition: string): boolean =>
  /\b(?:always|failure|cancelled)\s*\(/i.test(condition);

type Part = string | { readonly expression: string };

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (let open = text.indexOf("${{"); open >= 0; open = text.indexOf("${{", at)) {
    if (open > at) parts.push(text.slice(at, open));
    const close = closing(text, open + 3);
    parts.push({ expression: text.slice(open + 3, close) });
    at = Math.min(close + 2, text.length);
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

/** Where the expression ends: `}}` may stand in its texts. */
function closing(text: string, from: number): number {
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "'") quoted = !quoted;
    else if (!quoted && text.startsWith("}}", at)) return at;
  }
  return text.length;
}

const valueFrom = (text: string, contexts: Fields): Value => evaluate(parse(text), contexts);

function decide(expression: Expression | undefined, contexts: Fields): Ternary {
  if (expression?.kind === "not") return not(decide(expression.of, contexts));
  if (expression?.kind === "binary" && expression.operator === "&&")
    return and(decide(expression.left, contexts), decide(expression.right, contexts));
  if (expression?.kind === "binary" && expression.operator === "||")
    return or(decide(expression.left, contexts), decide(expression.right, contexts));
  return truth(evaluate(expression, contexts));
}

function evaluate(expression: Expression | undefined, contexts: Fields): Value {
  switch (expression?.kind) {
    case "literal":
      return expression.value;
    case "name":
      return contexts.field(expression.name);
    case "field":
      return fieldOf(evaluate(expression.of, contexts), evaluate(expression.name, contexts));
    case "not":
      return asBoolean(decide(expression, contexts));
    case "call":
      return call(
        expression.name,
        expression.arguments.map((one) => evaluate(one, contexts)),
      );
    case "binary":
      return binary(expression, contexts);
    default:
      return undefined;
  }
}

function fieldOf(of: Value, name: Value): Value {
  if (isFields(of)) return typeof name === "string" && isKnown(name) && name !== "*" ? of.field(name) : undefined;
  if (Array.isArray(of)) return typeof name === "number" ? (of[name] ?? null) : undefined;
  return of === undefined ? undefined : null;
}

function binary({ operator, left, right }: Extract<Expression, { kind: "binary" }>, contexts: Fields): Value {
  const first = evaluate(left, contexts);
  if (operator === "&&" || operator === "||") {
    const decided = decide(left, contexts);
    if (decided === "unknown") return undefined;
    return decided === (operator === "||") ? first : evaluate(right, contexts);
  }
  const second = evaluate(right, contexts);
  if (operator === "==") return asBoolean(equal(first, second));
  if (operator === "!=") return asBoolean(not(equal(first, second)));
  const [one, other] = [numberFrom(first), numberFrom(second)];
  if (one === undefined || other === undefined) return undefined;
  if (operator === "<") return one < other;
  if (operator === "<=") return one <= other;
  return operator === ">" ? one > other : one >= other;
}

/** Texts in any case; values of different kinds as numbers. */
function equal(first: Value, second: Value): Ternary {
  if (first === undefined || second === undefined) return "unknown";
  if (typeof first === "string" && typeof second === "string")
    return sameText(first.toLowerCase(), second.toLowerCase());
  if (typeof first === "object" && first !== null) return first === second || "unknown";
  const [one, other] = [numberFrom(first), numberFrom(second)];
  return one === undefined || other === undefined ? "unknown" : one === other;
}

/** NaN where it is no number, `undefined` where it is not known. */
function numberFrom(value: Value): number | undefined {
  if (value === undefined || (typeof value === "string" && !isKnown(value))) return undefined;
  if (value === null) return 0;
  if (typeof value === "object") return Number.NaN;
  return Number(value);
}

function call(name: string, given: readonly Value[]): Value {
  const [first, second] = given;
  switch (name) {
    case "success":
    case "always":
      return true;
    case "startswith":
      return asBoolean(begins(textFrom(first ?? undefined), textFrom(second ?? undefined), (text) => text));
    case "endswith":
      return asBoolean(begins(textFrom(first ?? undefined), textFrom(second ?? undefined), backwards));
    case "contains":
      return asBoolean(contains(first, second));
    case "format":
      return textFrom(first).replaceAll(/\{(\d+)\}/g, (_, index) => textFrom(given[Number(index) + 1]));
    case "join":
      return Array.isArray(first) ? first.map(textFrom).join(given.length > 1 ? textFrom(second) : ",") : first;
    case "fromjson":
      return typeof first === "string" && isKnown(first) ? fromJson(first) : undefined;
    default:
      return undefined;
  }
}

const backwards = (text: string): string => [...text].reverse().join("");

/** Whether a text begins with another, seen from the end that `turn` turns to the front. */
function begins(text: string, start: string, turn: (text: string) => string): Ternary {
  const [whole, part] = [turn(text.toLowerCase()), turn(start.toLowerCase())];
  if (isKnown(part) && (isKnown(whole) || whole.slice(0, whole.indexOf(UNKNOWN)).startsWith(part)))
    return whole.startsWith(part);
  return sameText(whole, part + UNKNOWN) === false ? false : "unknown";
}

function contains(where: Value, what: Value): Ternary {
  if (Array.isArray(where)) {
    let found: Ternary = false;
    for (const item of where) found = or(found, equal(item, what));
    return found;
  }
  if (where === undefined || what === undefined || isFields(where)) return "unknown";
  const [whole, part] = [textFrom(where).toLowerCase(), textFrom(what).toLowerCase()];
  if (isKnown(part) && whole.includes(part)) return true;
  return isKnown(whole) && isKnown(part) ? false : "unknown";
}

function fromJson(text: string): Value {
  try {
    return fromPlain(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function fromPlain(value: unknown): Value {
  if (Array.isArray(value)) return value.map(fromPlain);
  if (typeof value !== "object" || value === null) return value as Value;
  return fieldsOf(
    Object.entries(value).map(([name, item]) => [name, fromPlain(item)]),
    null,
  );
}
