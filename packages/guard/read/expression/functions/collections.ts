import { UNKNOWN } from "../../../text";
import {
  asSet,
  canonical,
  isList,
  isObject,
  isWhollyKnown,
  memberOf,
  objectOf,
  sameValue,
  textOf,
  type Value,
} from "../value";
import type { TerraformFunction } from ".";
import { bad, list, notEvaluated, number, object, text } from "./arguments";

/** @see https://developer.hashicorp.com/terraform/language/functions#collection-functions */
export const COLLECTIONS: Readonly<Record<string, TerraformFunction>> = {
  coalesce: (args) => args.find((arg) => arg !== null && arg !== "") ?? bad("every argument is null or empty"),
  coalescelist: (args) => args.find((arg) => isList(arg) && arg.length > 0) ?? bad("every list is empty"),
  compact: ([values]) => list(values).filter((value) => value !== null && value !== ""),
  concat: (args) => args.flatMap((arg) => list(arg)),
  contains: ([values, wanted]) => contains(list(values), wanted ?? null),
  distinct: ([values]) => distinct(list(values)),
  element: ([values, index]) => {
    const elements = list(values);
    return elements.length === 0
      ? bad("the list is empty")
      : (elements[modulo(number(index), elements.length)] as Value);
  },
  flatten: ([values]) => flatten(list(values)),
  index: ([values, wanted]) => {
    const found = list(values).findIndex((value) => sameValue(value, wanted ?? null));
    return found < 0 ? bad("the list has no such element") : found;
  },
  keys: ([map]) => Object.keys(object(map)).sort(),
  length: ([value]) => {
    if (value !== undefined && isList(value)) return value.length;
    return value !== undefined && isObject(value) ? Object.keys(value).length : [...text(value)].length;
  },
  lookup: ([map, key, otherwise]) => memberOf(object(map), text(key)) ?? otherwise ?? bad("the map has no such key"),
  merge: (args) => objectOf(args.flatMap((arg) => (arg === null ? [] : Object.entries(object(arg))))),
  one: ([values]) => {
    const elements = list(values);
    return elements.length > 1 ? bad("the list has more than one element") : (elements[0] ?? null);
  },
  reverse: ([values]) => [...list(values)].reverse(),
  slice: ([values, start, end]) => list(values).slice(number(start), number(end)),
  sort: ([values]) => list(values).map(text).sort(),
  values: ([map]) => {
    const members = object(map);
    return Object.keys(members)
      .sort()
      .map((key) => members[key] as Value);
  },
  zipmap: ([names, values]) =>
    objectOf(list(names).map((name, index) => [text(name), list(values)[index] ?? bad("the lists differ in length")])),
};

export function distinct(values: readonly Value[]): Value[] {
  const seen = new Map<string, Value>();
  for (const value of values) {
    // Two strings with unknown parts may differ, even if they look the same.
    const key = isWhollyKnown(value) ? canonical(value) : `unknown ${seen.size}`;
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

function contains(values: readonly Value[], wanted: Value): Value {
  const same = values.map((value) => sameValue(value, wanted));
  return same.includes(true) || (same.includes(undefined) ? UNKNOWN : false);
}

function flatten(values: readonly Value[]): Value {
  if (values.includes(UNKNOWN)) return UNKNOWN;
  const flat: Value[] = [];
  for (const value of values) {
    if (!isList(value)) flat.push(value);
    else {
      const inner = flatten(value);
      if (!isList(inner)) return UNKNOWN;
      if (flat.length + inner.length > 200_000) notEvaluated("the list grows too large");
      for (const element of inner) flat.push(element);
    }
  }
  return flat;
}

const modulo = (value: number, by: number): number => ((Math.trunc(value) % by) + by) % by;

/** For `toset`: sorted strings, as Terraform keeps them. */
export const setOf = (values: readonly Value[]): readonly Value[] => {
  const elements = distinct(values);
  return asSet(elements.every((value) => textOf(value) !== undefined) ? elements.sort(byText) : elements);
};

const byText = (a: Value, b: Value): number => ((textOf(a) ?? "") < (textOf(b) ?? "") ? -1 : 1);
