import { UNKNOWN } from "../../text";
import { numberIn } from "./number";
import { mapOpen, unsure } from "./open-list";
import { bad, notEvaluated } from "./rejection";
import { type CollectionType, isCompound, isConvertible, type Type, typeOf, unified } from "./type";
import {
  asCollection,
  booleanOf,
  byBytes,
  canonical,
  collectionType,
  isList,
  isObject,
  isTorn,
  isUnknown,
  isWhollyKnown,
  memberOf,
  ObjectReference,
  OpenList,
  objectOf,
  textOf,
  type Value,
} from "./value";

/**
 * The value as the type; what has no type yet keeps its own.
 * @throws BadArgument, NotEvaluated
 */
export function converted(value: Value, type: Type): Value {
  if (value instanceof OpenList) return openConverted(value, type);
  if (value === null || isUnknown(value) || value instanceof ObjectReference) return value;
  switch (type) {
    case "any":
    case "null":
      return value;
    case "unsure":
      return typeof value === "string" ? value : UNKNOWN;
    case "string":
      return textOf(value) ?? bad("a string is required");
    case "number":
      return asNumber(value);
    case "bool":
      return booleanOf(value) ?? (isTorn(value) ? UNKNOWN : bad("true or false is required"));
  }
  if (type.kind === "tuple") {
    if (!isList(value) || collectionType(value)) return bad("a tuple is required");
    return value.map((element, at) => converted(element, type.of[at] ?? "any"));
  }
  if (type.kind === "object") {
    if (!isObject(value) || collectionType(value)) return bad("an object is required");
    return objectOf(
      Object.keys(type.of).map((key) => [key, converted(memberOf(value, key) ?? null, type.of[key] as Type)]),
    );
  }
  return asCollectionOf(value, type);
}

/** As a list or set; what it becomes as anything else is not known. */
function openConverted(list: OpenList, type: Type): Value {
  if (type === "any") return list;
  if (typeof type === "string" || (type.kind !== "list" && type.kind !== "set")) return UNKNOWN;
  return type.of === "any"
    ? unsure(list)
    : mapOpen(list, (element) =>
        // A text that may not be there is no reason to reject the list.
        isTorn(element) && isCompound(type.of) ? UNKNOWN : converted(element, type.of),
      );
}

function asNumber(value: Value): number | string {
  if (typeof value === "number") return value;
  if (isTorn(value)) return UNKNOWN;
  const number = typeof value === "string" ? numberIn(value) : undefined;
  return number === "inexact"
    ? notEvaluated("the number has more digits than are computed here")
    : (number ?? bad("a number is required"));
}

function asCollectionOf(value: Value, type: CollectionType): Value {
  const { kind } = type;
  if (kind === "map") {
    if (!isObject(value)) return bad("a map is required");
    const keys = Object.keys(value);
    const of = elementType(
      keys.map((key) => value[key] as Value),
      collectionType(value),
      type.of,
    );
    const members = keys.map((key): [string, Value] => [key, converted(value[key] as Value, of)]);
    return asCollection(objectOf(members), { kind, of });
  }
  if (!isList(value)) return bad(`a ${kind} is required`);
  const of = elementType(value, collectionType(value), type.of);
  const elements = value.map((element) => converted(element, of));
  return asCollection(kind === "set" ? ordered(elements) : elements, { kind, of });
}

/** For `"any"`, the one type of all elements. */
function elementType(elements: readonly Value[], from: CollectionType | undefined, wanted: Type): Type {
  if (wanted !== "any") return from && !isConvertible(from.of, wanted) ? bad("the elements have another type") : wanted;
  if (from) return from.of;
  const types = elements.map(typeOf);
  const of = unified(types) ?? bad("the elements have no type in common");
  const hasNull = of === "any" && types.includes("null") && types.some((type) => typeof type === "object");
  return hasNull ? notEvaluated("null is among elements that are no strings") : of;
}

export const toList = (value: Value, of: Type = "any"): readonly Value[] =>
  converted(value, { kind: "list", of }) as readonly Value[];

export const toSet = (value: Value, of: Type = "any"): readonly Value[] =>
  converted(value, { kind: "set", of }) as readonly Value[];

/** The elements without duplicates, in the order in which Terraform keeps those of a set. */
function ordered(elements: readonly Value[]): Value[] {
  return distinctOf(elements)
    .map((element): [Value, string] => [element, typeof element === "object" ? hash(element) : ""])
    .sort(([a, hashA], [b, hashB]) => {
      if (a === null || b === null) return Number(a === null) - Number(b === null);
      if (typeof a === "number" && typeof b === "number") return a - b;
      if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
      return typeof a === "string" && typeof b === "string" ? byBytes(a, b) : byBytes(hashA, hashB);
    })
    .map(([element]) => element);
}

/** What a set of lists or objects is ordered by. @see https://github.com/zclconf/go-cty/blob/main/cty/set_internals.go */
function hash(value: Value): string {
  if (value === null) return "~";
  if (isUnknown(value) || value instanceof OpenList) return "?";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "boolean") return value ? "T" : "F";
  if (typeof value === "number")
    return Number.isInteger(value) && Math.abs(value) >= 1e10
      ? exponential(value)
      : String(Number(value.toPrecision(10)));
  if (value instanceof ObjectReference) return "?";
  const kind = collectionType(value)?.kind;
  const [open, close] = kind === "map" ? "{}" : kind ? "[]" : "<>";
  const members = isList(value)
    ? value.map(hash)
    : Object.keys(value)
        .sort(byBytes)
        .map((key) => `${kind ? `${hash(key)}:` : ""}${hash(value[key] as Value)}`);
  return `${open}${members.map((member) => `${member};`).join("")}${close}`;
}

const exponential = (value: number): string =>
  value
    .toExponential(9)
    .replace(/\.?0+e/, "e")
    .replace(/e\+(\d)$/, "e+0$1");

/** Two elements with unknown parts may differ, even if they look the same. */
export function distinctOf(elements: readonly Value[]): Value[] {
  const seen = new Map<string, Value>();
  for (const element of elements) {
    const key = isWhollyKnown(element) ? canonical(element) : `unknown ${seen.size}`;
    if (!seen.has(key)) seen.set(key, element);
  }
  return [...seen.values()];
}
