import { isKnown, UNKNOWN } from "../text";
import type { Tri } from "./tri";

/**
 * A pattern as a list of codes, so that a literal `*` (from `${*}` or a variable's value) and the wildcard `*` stay
 * apart: a UTF-16 code unit, or one of the three below.
 */
export type Codes = readonly number[];
export const ANY_TEXT = -1;
export const ANY_CHARACTER = -2;
export const UNKNOWN_TEXT = -3;

const UNKNOWN_UNIT = UNKNOWN.charCodeAt(0);
/** Comparisons for one pattern and one value; more are not tried (2^24 take about 50 ms), the answer is "unknown". */
const MOST_STEPS = 1 << 24;

export function literalCodes(text: string): number[] {
  const codes = new Array<number>(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    codes[at] = unit === UNKNOWN_UNIT ? UNKNOWN_TEXT : unit;
  }
  return codes;
}

export const wildcardCodes = (text: string): number[] =>
  literalCodes(text).map((code) => (code === STAR ? ANY_TEXT : code === QUESTION ? ANY_CHARACTER : code));
const STAR = "*".charCodeAt(0);
const QUESTION = "?".charCodeAt(0);

/** Tests values against one pattern. Takes at most pattern length times value length steps. */
export type Matcher = (value: string) => Tri;

export function matcher(pattern: Codes): Matcher {
  if (pattern.includes(UNKNOWN_TEXT)) return (value) => (overlap(pattern, literalCodes(value)) ? "unknown" : false);
  return (value) => {
    const covered = covers(pattern, value);
    return covered !== false || isKnown(value) ? covered : overlap(pattern, literalCodes(value)) ? "unknown" : false;
  };
}

/** As {@link matcher}, of a text; made at little cost, and quick for the patterns that are most frequent. */
export function textMatcher(text: string, wildcards: boolean): Matcher {
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
  return (value) => (isKnown(value) ? value.startsWith(start) : general(value));
}

/** Whether every text that the value may stand for matches; unknown parts are covered by `*` only. */
function covers(pattern: Codes, value: string): Tri {
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
      // Only the last `*` ever needs to take more: what lies before it matched as early as it could.
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  while (pattern[at] === ANY_TEXT) at++;
  return at === pattern.length;
}

/** Whether some text fits both, when every unknown part may stand for any text. */
export function overlap(pattern: Codes, value: Codes): boolean {
  if (pattern.length * value.length > MOST_STEPS) return true;
  const free = (code: number | undefined) => code === ANY_TEXT || code === UNKNOWN_TEXT;
  // fits[j]: the pattern so far can end where value[0..j) ends.
  let fits = new Uint8Array(value.length + 1);
  fits[0] = 1;
  for (let j = 0; j < value.length && free(value[j]); j++) fits[j + 1] = 1;
  for (const code of pattern) {
    const next = new Uint8Array(value.length + 1);
    next[0] = free(code) ? (fits[0] ?? 0) : 0;
    for (let j = 0; j < value.length; j++) {
      const unit = value[j];
      const step = code === unit || code === ANY_CHARACTER ? fits[j] : 0;
      next[j + 1] = free(code) || free(unit) ? fits[j + 1] || next[j] || 0 : (step ?? 0);
    }
    fits = next;
  }
  return fits[value.length] === 1;
}

/** Whether two texts are equal. */
export function sameText(left: string, right: string): Tri {
  if (isKnown(left) && isKnown(right)) return left === right;
  return overlap(literalCodes(left), literalCodes(right)) ? "unknown" : false;
}
