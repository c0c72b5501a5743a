import { converted, toList } from "../convert";
import { bad, notEvaluated } from "../rejection";
import { collectionType, isList, isObject, isSet, type Value, type ValueObject } from "../value";

export { BadArgument, bad, NotEvaluated, notEvaluated } from "../rejection";

const required = (value: Value | undefined): Value => value ?? bad("an argument is missing or null");

export function text(value: Value | undefined): string {
  return converted(required(value), "string") as string;
}

export function number(value: Value | undefined): number {
  const found = converted(required(value), "number");
  return typeof found === "number" ? found : notEvaluated("a number is not known");
}

export function integer(value: Value | undefined): number {
  const found = number(value);
  if (!Number.isInteger(found)) return bad("an argument is not a whole number");
  if (Math.abs(found) > 2 ** 63) return bad("an argument is too large a number");
  return Number.isSafeInteger(found) ? found : notEvaluated("an argument is too large a number");
}

/** The elements of a list, a tuple or a set. */
export const elements = (value: Value | undefined): readonly Value[] =>
  value !== undefined && isList(value) ? value : bad("an argument is not a list");

/** The elements of a list or a tuple, which have an order. */
export const sequence = (value: Value | undefined): readonly Value[] =>
  value !== undefined && isSet(value) ? bad("an argument is a set") : elements(value);

/** Strings; `null` among them has no text. */
export function texts(value: Value | undefined): readonly string[] {
  const list = toList(required(value), "string");
  // A member of an argument may be unknown.
  if (!isList(list)) return notEvaluated("a list is not known");
  return list.map((element) => (element === null ? bad("an element is null") : (element as string)));
}

export const object = (value: Value | undefined): ValueObject =>
  value !== undefined && isObject(value) ? value : bad("an argument is not a map");

/** The type of the elements of a list or set; `undefined` for a tuple. */
export const isTuple = (value: Value | undefined): boolean =>
  value !== undefined && isList(value) && collectionType(value) === undefined;
