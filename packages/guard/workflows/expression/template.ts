import type { Ternary } from "../../policy/ternary";
import { evaluate } from "./evaluate";
import { joined } from "./joined";
import { type Expression, parseExpression } from "./parse";
import { type Fields, textFrom, truth, type Value } from "./value";

const parsed = new Map<string, Expression | undefined>();

function parse(text: string): Expression | undefined {
  if (!parsed.has(text)) {
    // Runs repeat the same expressions; the limit is for callers that read many files.
    if (parsed.size > 10_000) parsed.clear();
    parsed.set(text, parseExpression(text));
  }
  return parsed.get(text);
}

/** A text with its `${{ }}` evaluated; UNKNOWN where that is not known. */
export function interpolate(text: string, contexts: Fields): string {
  return joined(
    partsOf(text).map((part) =>
      typeof part === "string" ? part : textFrom(evaluate(parse(part.expression), contexts).value),
    ),
  );
}

/** The value of a text that is only one `${{ }}`; otherwise a text. */
export function templateValue(text: string, contexts: Fields): Value {
  const expression = onlyExpression(text);
  return expression === undefined ? interpolate(text, contexts) : evaluate(parse(expression), contexts).value;
}

/**
 * Whether an `if:` lets its job or step run. Text around `${{ }}` makes it a text, which is true.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idif
 */
export function evaluateCondition(condition: string, contexts: Fields): Ternary {
  const expression = condition.includes("${{") ? onlyExpression(condition) : condition;
  return expression === undefined
    ? truth(interpolate(condition, contexts))
    : evaluate(parse(expression), contexts).truth;
}

/** Whether an `if:` tests the status of earlier steps, so that they need not have succeeded. */
export const usesStatusFunction = (condition: string): boolean =>
  /\b(?:always|failure|cancelled)\s*\(/i.test(condition);

type Part = string | { readonly expression: string };

function onlyExpression(text: string): string | undefined {
  const [only, ...others] = partsOf(text);
  return only !== undefined && typeof only !== "string" && others.length === 0 ? only.expression : undefined;
}

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

/** The end of the expression; `}}` may be in its texts. */
function closing(text: string, from: number): number {
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "'") quoted = !quoted;
    else if (!quoted && text.startsWith("}}", at)) return at;
  }
  return text.length;
}
