import { isKnown, UNKNOWN } from "../../text";

/** The value of a Terraform expression. {@link UNKNOWN} alone is a value about which nothing is known, not even its type. */
export type Value = string | number | boolean | null | readonly Value[] | ValueObject | ObjectReference;

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

export const isUnknown = (value: Value): boolean => value === UNKNOWN;

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

const SETS = new WeakSet<readonly Value[]>();

/** Marks a list as a set: its elements are their own keys. */
export function asSet(elements: readonly Value[]): readonly Value[] {
  SETS.add(elements);
  return elements;
}

export const isSet = (value: Value): boolean => isList(value) && SETS.has(value);

export const isObject = (value: Value): value is ValueObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof ObjectReference);

/** Without a prototype: a key of the input such as `__proto__` is a key like any other. */
export function objectOf(entries: Iterable<readonly [string, Value]>): ValueObject {
  const object = Object.create(null) as Record<string, Value>;
  for (const [key, value] of entries) object[key] = value;
  return object;
}

export const memberOf = (object: ValueObject, key: string): Value | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** As Terraform converts it; `undefined` if it cannot be a string. */
export function textOf(value: Value): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** As Terraform converts it; `undefined` if it is not a number. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** As Terraform converts it; `undefined` if it is neither. */
export const booleanOf = (value: Value): boolean | undefined =>
  value === true || value === "true" ? true : value === false || value === "false" ? false : undefined;

/** Whether every part of it is known. */
export function isWhollyKnown(value: Value): boolean {
  if (typeof value === "string") return isKnown(value);
  if (isList(value)) return value.every(isWhollyKnown);
  if (value instanceof ObjectReference) return false;
  return !isObject(value) || Object.values(value).every(isWhollyKnown);
}

/** `undefined` if that depends on unknown parts. */
export function sameValue(left: Value, right: Value): boolean | undefined {
  if (!isWhollyKnown(left) || !isWhollyKnown(right)) return undefined;
  return canonical(left) === canonical(right);
}

/** One text for equal values of the same type. */
export const canonical = (value: Value): string =>
  JSON.stringify(value, (_, part: Value) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
