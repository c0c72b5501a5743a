import { addTo } from "../../../support/add-to";
import { isKnown, UNKNOWN } from "../../../text";
import { converted, distinctOf, toList } from "../convert";
import { openElements, openList } from "../open-list";
import { sameValue } from "../same-value";
import { type CollectionType, sameType, type Type, typeOf, unified } from "../type";
import {
  asCollection,
  byBytes,
  collectionType,
  hasKnownKeys,
  isList,
  isObject,
  isSet,
  isUnknown,
  isWhollyKnown,
  memberOf,
  objectOf,
  type Value,
  type ValueObject,
} from "../value";
import type { TerraformFunction } from ".";
import { bad, elements, integer, isTuple, notEvaluated, object, sequence, text, texts } from "./arguments";
import { characters } from "./characters";

/** @see https://developer.hashicorp.com/terraform/language/functions#collection-functions */
export const COLLECTIONS: Readonly<Record<string, TerraformFunction>> = {
  chunklist: ([values, size]) => chunks(toList(values ?? null), integer(size)),
  coalesce: (args) => coalesce(args),
  coalescelist: (args) =>
    args.map((arg) => sequence(arg ?? notEvaluated("a list is null"))).find((values) => values.length > 0) ??
    bad("every list is empty"),
  compact: ([values]) =>
    listOf(
      toList(elements(values), "string").filter((value) => value !== null && value !== ""),
      "string",
    ),
  concat: (args) => concat(args),
  contains: ([values, wanted]) => contains(elements(values), wanted ?? notEvaluated("whether a list contains null")),
  distinct: ([values]) => likeList(toList(elements(values)), distinctOf),
  element: ([values, index]) => {
    const [from, at] = [sequence(values), integer(index)];
    if (from.length === 0) return bad("the list is empty");
    if (at < 0) return notEvaluated("not every version of Terraform takes a negative index");
    return from[at % from.length] as Value;
  },
  flatten: ([values]) => flatten(elements(values)),
  index: ([values, wanted]) => {
    for (const [at, value] of sequence(values).entries()) {
      const same = sameValue(value, wanted ?? bad("an argument is null"));
      if (same === undefined) return UNKNOWN;
      if (same) return at;
    }
    return bad("the list has no such element");
  },
  keys: ([map]) => {
    const keys = keysOf(object(map));
    return collectionType(map ?? null) ? listOf(keys, "string") : keys;
  },
  length: ([value]) => {
    // Elements that are not known may be equal.
    if (value !== undefined && isList(value) && isSet(value) && value.length > 1 && !isWhollyKnown(value))
      return UNKNOWN;
    if (value !== undefined && isList(value)) return value.length;
    if (value !== undefined && isObject(value)) {
      const { length } = Object.keys(value);
      return length > 1 && !hasKnownKeys(value) ? UNKNOWN : length;
    }
    return typeof value === "string" ? characters(value).length : bad("the argument has no length");
  },
  lookup: ([map, key, otherwise]) => {
    const found = memberOf(object(map), text(key));
    if (found !== undefined) return found;
    const type = collectionType(map ?? null);
    const value = otherwise === undefined ? bad("the map has no such key") : otherwise;
    return type ? converted(value, type.of) : value;
  },
  matchkeys: ([values, keys, wanted]) => {
    const [from, by, among] = [toList(values ?? null), toList(keys ?? null), toList(wanted ?? null)];
    if (from.length !== by.length) return bad("the lists differ in length");
    if (among.length > 0 && sameType(typeOf(by), typeOf(among)) !== true)
      notEvaluated("keys and wanted keys have different types");
    const same = by.map((key) => contains(among, key ?? null));
    if (same.some(isUnknown)) return UNKNOWN;
    return likeList(from, (all) => all.filter((_, at) => same[at] === true));
  },
  merge: (args) => merge(args),
  one: ([values]) => {
    const from = elements(values);
    return from.length > 1 ? bad("the list has more than one element") : (from[0] ?? null);
  },
  reverse: ([values]) => likeList(elements(values), (all) => [...all].reverse()),
  slice: ([values, start, end]) => {
    const [from, first, last] = [sequence(values), integer(start), integer(end)];
    if (first < 0 || last < first || last > from.length) bad("the list has no such part");
    return likeList(from, (all) => all.slice(first, last));
  },
  sort: ([values]) => {
    const all = [...texts(values)];
    return all.every(isKnown) ? listOf(all.sort(byBytes), "string") : notEvaluated("an element is not known");
  },
  transpose: ([map]) => transpose(converted(object(map), LISTS) as ValueObject),
  values: ([map]) => {
    const members = object(map);
    const values = keysOf(members).map((key) => members[key] as Value);
    const type = collectionType(members);
    return type ? listOf(values, type.of) : values;
  },
  zipmap: ([names, values]) => {
    const [keys, members] = [texts(names), sequence(values)];
    if (keys.length !== members.length) bad("the lists differ in length");
    const map = objectOf(keys.map((name, at) => [name, members[at] as Value]));
    const type = collectionType(members);
    return type ? asCollection(map, { kind: "map", of: type.of }) : map;
  },
};

export const listOf = (values: readonly Value[], of: Type): Value => asCollection([...values], { kind: "list", of });

/** A list of the same type, or a tuple. */
function likeList(from: readonly Value[], change: (all: readonly Value[]) => readonly Value[]): Value {
  const type = collectionType(from);
  return type ? listOf(change(from), type.of) : change(from);
}

const keysOf = (map: ValueObject): string[] => Object.keys(map).sort(byBytes);

function chunks(values: readonly Value[], size: number): Value {
  const type = collectionType(values) as CollectionType;
  if (size < 0) bad("the size is negative");
  const starts = size === 0 ? [0] : Array.from({ length: Math.ceil(values.length / size) }, (_, at) => at * size);
  const parts = starts.map((start) => listOf(values.slice(start, size === 0 ? undefined : start + size), type.of));
  return listOf(values.length === 0 ? [] : parts, type);
}

function coalesce(args: readonly Value[]): Value {
  const type = unified(args.map(typeOf)) ?? bad("the arguments have no type in common");
  for (const arg of args) {
    if (isUnknown(arg)) return UNKNOWN;
    if (arg === null || arg === "") continue;
    // A null has a type as well.
    const isSure = typeof arg === "string" || !args.some((other) => other === null || isUnknown(other));
    return isSure ? converted(arg, type) : notEvaluated("a type is not known");
  }
  return bad("every argument is null or empty");
}

function concat(args: readonly Value[]): Value {
  if (args.length === 0) bad("an argument is missing");
  const joined = args.flatMap((arg) => sequence(arg));
  if (args.some(isTuple)) return joined;
  const type = unified(args.map(typeOf));
  return typeof type === "object"
    ? listOf(
        joined.map((value) => converted(value, type.of as Type)),
        type.of as Type,
      )
    : joined;
}

function contains(values: readonly Value[], wanted: Value): Value {
  const same = values.map((value) => sameValue(value, wanted));
  return same.includes(true) || (same.includes(undefined) ? UNKNOWN : false);
}

function merge(args: readonly Value[]): Value {
  const maps = args.map((arg) => object(arg ?? objectOf([])));
  const merged = objectOf(maps.flatMap((map) => Object.entries(map)));
  const [first, ...others] = args.map((arg, at) => collectionType(arg) ?? typeOf(maps[at] as Value));
  if (typeof first !== "object" || first.kind !== "map") return merged;
  return others.every((type) => sameType(type, first) === true)
    ? asCollection(merged, first as CollectionType)
    : merged;
}

export function flatten(values: readonly Value[]): Value {
  const flat: Value[] = [];
  let isOpen = false;
  for (const value of values) {
    // What is unknown may be a list.
    isOpen ||= isUnknown(value);
    if (value === UNKNOWN || !(isList(value) || isUnknown(value))) flat.push(value);
    else {
      const inner = flatten(openElements(value));
      isOpen ||= isUnknown(inner);
      const elements = openElements(inner);
      if (flat.length + elements.length > 200_000) notEvaluated("the list grows too large");
      for (const element of elements) flat.push(element);
    }
  }
  return isOpen ? openList(flat) : flat;
}

const TEXTS: CollectionType = { kind: "list", of: "string" };
const LISTS: CollectionType = { kind: "map", of: TEXTS };

/** `{ a = ["x"] }` becomes `{ x = ["a"] }`. */
function transpose(map: ValueObject): Value {
  const turned = new Map<string, string[]>();
  for (const key of keysOf(map)) for (const value of texts(map[key] ?? null)) addTo(turned, value, key);
  const members = [...turned].map(([key, keys]): [string, Value] => [key, listOf(keys.sort(byBytes), "string")]);
  return asCollection(objectOf(members), LISTS);
}
