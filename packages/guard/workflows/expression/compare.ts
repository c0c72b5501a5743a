import type { Ternary } from "../../policy/ternary";
import { sameText } from "../../policy/wildcard";
import { isKnown } from "../../text";
import { numberFrom, type Value } from "./value";

/**
 * Texts are equal in any case, an object only to itself; values of different kinds are compared as numbers.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#operators
 */
export function equal(first: Value, second: Value): Ternary {
  if (first === undefined || second === undefined) return "unknown";
  if (isObject(first) || isObject(second)) return first === second;
  if (typeof first === "string" && typeof second === "string") return sameText(upperCase(first), upperCase(second));
  const [left, right] = [numberFrom(first), numberFrom(second)];
  return left === undefined || right === undefined ? "unknown" : left === right;
}

export function less(first: Value, second: Value): Ternary {
  if (typeof first === "string" && typeof second === "string")
    return isKnown(first) && isKnown(second) ? upperCase(first) < upperCase(second) : "unknown";
  const [left, right] = [numberFrom(first), numberFrom(second)];
  return left === undefined || right === undefined ? "unknown" : left < right;
}

/** Letter by letter, as .NET does it: `ß` stays as it is, and so does the dotless `ı`. */
export const upperCase = (text: string): string =>
  text.replaceAll(/(?!ı)\p{Ll}/gu, (letter) => {
    const upper = letter.toUpperCase();
    return upper.length === letter.length ? upper : letter;
  });

const isObject = (value: Value): boolean => typeof value === "object" && value !== null;
