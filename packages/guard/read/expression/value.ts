import { isKnown, UNKNOWN } from "../../text";
import { numberIn, numberText } from "./number";
import type { CollectionType } from "./type";

/** The value of a Terraform expression. {@link UNKNOWN} alone is a value about which nothing is known, not even its type. */
export type Value = string | number | boolean | null | readonly Value[] | ValueObject | ObjectReference | OpenList;

export interface ValueObject {
  readonly [key: string]: Value;
}

/** A resource, a module, `local`, ...: its members are evaluated when they are used. */
export abstract class ObjectReference {
  /** @throws ExpressionError if there is no such name */
  abstract get(name: string): Value;

  /** `reference[key]` */
  at(key: Value): Value {
    return this.get(textOf(key) ?? "");
  }
}

/** Names whose values are evaluated when they are used. */
export class Namespace extends ObjectReference {
  constructor(private readonly resolve: (name: string) => Value) {
    super();
  }

  get(name: string): Value {
    return this.resolve(name);
  }
}

/**
 * A list, a tuple or a set of which neither the number nor the order of the elements is known: as a value it is unknown,
 * but for what is made of its elements. Of those, each text with an unknown part stands for any number of texts like it,
 * or for none; the others are there.
 */
export class OpenList {
  constructor(readonly elements: readonly Value[]) {}
}

export const isUnknown = (value: Value): boolean => value === UNKNOWN || value instanceof OpenList;

/** Whether it is a text with unknown parts. */
export const isTorn = (value: Value): value is string => typeof value === "string" && !isKnown(value);

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

const COLLECTIONS = new WeakMap<object, CollectionType>();

/** Marks elements as a list, set or map; without that they are a tuple or an object. */
export function asCollection<T extends readonly Value[] | ValueObject>(elements: T, type: CollectionType): T {
  COLLECTIONS.set(elements, type);
  return elements;
}

export const collectionType = (value: Value): CollectionType | undefined =>
  typeof value === "object" && value !== null ? COLLECTIONS.get(value) : undefined;

/** The elements of a set are their own keys. */
export const isSet = (value: Value): boolean => collectionType(value)?.kind === "set";

export const isObject = (value: Value): value is ValueObject =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof ObjectReference || value instanceof OpenList);

/** Keys that are not fully known, of objects that have some. */
const UNKNOWN_KEYS = new WeakMap<object, readonly string[]>();

/** Without a prototype: a key of the input such as `__proto__` is a key like any other. */
export function objectOf(entries: Iterable<readonly [string, Value]>): ValueObject {
  const object = Object.create(null) as Record<string, Value>;
  const unknownKeys: string[] = [];
  for (const [key, value] of entries) {
    // Two keys with the same known parts may be two members.
    object[key] = isKnown(key) || !(key in object) || object[key] === value ? value : UNKNOWN;
    if (!isKnown(key)) unknownKeys.push(key);
  }
  if (unknownKeys.length > 0) UNKNOWN_KEYS.set(object, unknownKeys);
  return object;
}

/** The member with a key; UNKNOWN where it may be another one because keys are not fully known, `undefined` if there is none. */
export function memberOf(object: ValueObject, key: string): Value | undefined {
  if (!isKnown(key)) return Object.keys(object).some((name) => mayBeSame(name, key)) ? UNKNOWN : undefined;
  if (UNKNOWN_KEYS.get(object)?.some((name) => mayBeSame(key, name))) return UNKNOWN;
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Whether all keys are known: two that are not may be the same. */
export const hasKnownKeys = (object: ValueObject): boolean => !UNKNOWN_KEYS.has(object);

/** Whether a text fits the known parts of another one. */
function mayBeSame(text: string, partial: string): boolean {
  if (!isKnown(text)) return true;
  const [start = "", ...parts] = partial.split(UNKNOWN);
  const end = parts.pop() ?? "";
  if (!text.startsWith(start) || !text.endsWith(end) || text.length < start.length + end.length) return false;
  const inner = text.slice(start.length, text.length - end.length);
  let at = 0;
  return parts.every((part) => {
    const found = inner.indexOf(part, at);
    at = found + part.length;
    return found >= 0;
  });
}

/** As Terraform converts it; `undefined` if it cannot be a string. */
export function textOf(value: Value): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number") return numberText(value);
  return typeof value === "boolean" ? String(value) : undefined;
}

/** As Terraform converts it; `undefined` if it is not a number, or one of more digits than are computed here. */
export function numberOf(value: Value): number | undefined {
  const number = typeof value === "string" ? numberIn(value) : value;
  return typeof number === "number" ? number : undefined;
}

/** As Terraform converts it; `undefined` if it is neither. */
export function booleanOf(value: Value): boolean | undefined {
  if (value === true || value === "true" || value === "1") return true;
  return value === false || value === "false" || value === "0" ? false : undefined;
}

/** The order of Terraform: by UTF-8. */
export function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  if (BEYOND.test(a) && BEYOND.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

/** Whether every part of it is known. */
export function isWhollyKnown(value: Value): boolean {
  if (typeof value === "string") return isKnown(value);
  if (isList(value)) return value.every(isWhollyKnown);
  if (value instanceof ObjectReference || value instanceof OpenList) return false;
  return !isObject(value) || (hasKnownKeys(value) && Object.values(value).every(isWhollyKnown));
}

/** Where UTF-16 has another order. */
const BEYOND = /[\ud800-\uffff]/;

/** One text for equal values of the same type. */
export const canonical = (value: Value): string =>
  typeof value !== "object"
    ? JSON.stringify(value)
    : JSON.stringify(value, (_, part: Value) =>
        isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
      );
