import { type AnyText, isKnown, rawText, UNKNOWN } from "../text";
import type { Ternary } from "./ternary";

/**
 * A pattern as a list of codes, so that a literal `*` (from `${*}` or a variable's value) and the wildcard `*` stay
 * apart: a UTF-16 code unit, or one of the three below.
 */
export type Codes = readonly number[];
export const ANY_TEXT = -1;
export const ANY_CHARACTER = -2;
export const UNKNOWN_TEXT = -3;

const UNKNOWN_UNIT = UNKNOWN.charCodeAt(0);
/** Comparisons for one pattern and one value; beyond that (2^24 take about 50 ms) the answer is "unknown". */
const MOST_STEPS = 1 << 24;

export function literalCodes(anyText: AnyText): number[] {
  const text = rawText(anyText);
  const codes = new Array<number>(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    codes[at] = unit === UNKNOWN_UNIT ? UNKNOWN_TEXT : unit;
  }
  return codes;
}

export const wildcardCodes = (text: AnyText): number[] =>
  literalCodes(text).map((code) => (code === STAR ? ANY_TEXT : code === QUESTION ? ANY_CHARACTER : code));
const STAR = "*".charCodeAt(0);
const QUESTION = "?".charCodeAt(0);

/** Tests values against one pattern. Takes at most pattern length times value length steps. */
export type Matcher = (value: AnyText) => Ternary;

export function matcher(pattern: Codes): Matcher {
  if (pattern.includes(UNKNOWN_TEXT)) return (value) => (overlap(pattern, literalCodes(value)) ? "unknown" : false);
  return (value) => {
    const covered = covers(pattern, rawText(value));
    return covered !== false || isKnown(value) ? covered : overlap(pattern, literalCodes(value)) ? "unknown" : false;
  };
}

/** Like {@link matcher}, for a text; cheap to create, and fast for the most common patterns. */
export function textMatcher(anyText: AnyText, wildcards: boolean): Matcher {
  const text = rawText(anyText);
  const first = wildcards ? text.search(/[*?]/) : -1;
  let compiled: Matcher | undefined;
  const general: Matcher = (value) => {
    compiled ??= matcher(wildcards ? wildcardCodes(text) : literalCodes(text));
    return compiled(value);
  };
  if (text === "*" && wildcards) return () => true;
  if (!isKnown(text)) return general;
  if (first === -1) return (value) => (isKnown(value) ? value === text : general(value));
  if (first < text.length - 1 || !text.endsWith("*")) return general;
  const start = text.slice(0, -1);
  return (value) => (isKnown(value) ? rawText(value).startsWith(start) : general(value));
}

/** Whether every text that the value may stand for matches; only `*` covers unknown parts. */
function covers(pattern: Codes, value: string): Ternary {
  if (pattern.length * value.length > MOST_STEPS) return "unknown";
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let index = 0; index < value.length; ) {
    const code = pattern[at];
    const unit = value.charCodeAt(index);
    if (code === ANY_TEXT) {
      star = at++;
      resume = index;
    } else if (unit !== UNKNOWN_UNIT && (code === unit || code === ANY_CHARACTER)) {
      at++;
      index++;
    } else if (star >= 0) {
      // Only the last `*` ever needs to match more: what comes before it matched as early as possible.
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  while (pattern[at] === ANY_TEXT) at++;
  return at === pattern.length;
}

/** Whether some text matches both, when every unknown part may stand for any text. */
export function overlap(pattern: Codes, value: Codes): boolean {
  // Most texts differ before the first wildcard or after the last.
  const shorter = Math.min(pattern.length, value.length);
  let start = 0;
  for (; start < shorter && !isSpecial(pattern[start]) && !isSpecial(value[start]); start++)
    if (pattern[start] !== value[start]) return false;
  let end = 0;
  for (; end < shorter - start && !isSpecial(pattern.at(-1 - end)) && !isSpecial(value.at(-1 - end)); end++)
    if (pattern.at(-1 - end) !== value.at(-1 - end)) return false;
  return overlapOfMiddle(pattern.slice(start, pattern.length - end), value.slice(start, value.length - end));
}

const isSpecial = (code = UNKNOWN_TEXT): boolean => code < 0;
const isFree = (code: number | undefined): boolean => code === ANY_TEXT || code === UNKNOWN_TEXT;

function overlapOfMiddle(pattern: Codes, value: Codes): boolean {
  if (pattern.length * value.length > MOST_STEPS) return true;
  // fits[j]: the pattern so far can end where value[0..j) ends.
  let fits = new Uint8Array(value.length + 1);
  let next = new Uint8Array(value.length + 1);
  fits[0] = 1;
  for (let j = 0; j < value.length && isFree(value[j]); j++) fits[j + 1] = 1;
  for (const code of pattern) {
    const free = isFree(code);
    next[0] = free ? (fits[0] ?? 0) : 0;
    for (let j = 0; j < value.length; j++) {
      const unit = value[j];
      if (free || isFree(unit)) next[j + 1] = fits[j + 1] || next[j] || 0;
      else next[j + 1] = code === unit || code === ANY_CHARACTER ? (fits[j] ?? 0) : 0;
    }
    [fits, next] = [next, fits];
  }
  return fits[value.length] === 1;
}

/** Whether two texts are equal. */
export function sameText(left: AnyText, right: AnyText): Ternary {
  if (isKnown(left) && isKnown(right)) return left === right;
  return overlap(literalCodes(left), literalCodes(right)) ? "unknown" : false;
}
