import { UNKNOWN } from "../../../text";
import { add } from "../arithmetic";
import { converted, toList, toSet } from "../convert";
import { type Type, typeOf, unified } from "../type";
import { asCollection, canonical, collectionType, isSet, isUnknown, isWhollyKnown, type Value } from "../value";
import type { TerraformFunction } from ".";
import { bad, elements, integer, notEvaluated, number } from "./arguments";
import { listOf } from "./collections";

const MAX_RANGE = 1024;
const MAX_PRODUCT = 10_000;

/** @see https://developer.hashicorp.com/terraform/language/functions#numeric-functions */
export const SETS_AND_NUMBERS: Readonly<Record<string, TerraformFunction>> = {
  abs: ([value]) => Math.abs(number(value)),
  alltrue: ([values]) => {
    const all = booleans(values);
    if (all.some((value) => value === false || value === null)) return false;
    return all.some(isUnknown) ? UNKNOWN : true;
  },
  anytrue: ([values]) => booleans(values).includes(true) || (booleans(values).some(isUnknown) ? UNKNOWN : false),
  ceil: ([value]) => positive(Math.ceil(number(value))),
  floor: ([value]) => Math.floor(number(value)),
  max: (args) => extreme(args, (a, b) => a > b),
  min: (args) => extreme(args, (a, b) => a < b),
  parseint: ([value, base]) => parseInteger(value ?? null, integer(base)),
  range: (args) => range(args.map(number)),
  setintersection: (args) => setOperation(args, (inSets) => inSets.every(Boolean)),
  setproduct: (args) => product(args),
  setsubtract: (args) =>
    args.length === 2
      ? setOperation(args, ([inFirst, inSecond]) => inFirst === true && !inSecond)
      : bad("two sets are required"),
  setunion: (args) => setOperation(args, () => true),
  signum: ([value]) => Math.sign(integer(value)),
  sum: ([values]) => {
    const [first, ...others] = elements(values).map(number);
    return others.reduce(add, first ?? bad("the list is empty"));
  },
};

const booleans = (values: Value | undefined): readonly Value[] => toList(elements(values), "bool");

const positive = (value: number): number =>
  Object.is(value, -0) ? notEvaluated("the result is a negative zero") : value;

function extreme(args: readonly Value[], better: (a: number, b: number) => boolean): number {
  const [first, ...others] = args.map(number);
  return others.reduce((best, next) => (better(next, best) ? next : best), first ?? bad("an argument is missing"));
}

const typeOfElements = (set: readonly Value[]): Type => collectionType(set)?.of ?? "any";

function setOperation(args: readonly Value[], keep: (inSets: readonly boolean[]) => boolean): Value {
  if (args.length === 0) bad("a set is missing");
  const own = args.map((arg) => toSet(elements(arg)));
  const types = own.filter((set) => set.length > 0 || typeOfElements(set) !== "any").map(typeOfElements);
  const of = unified(types) ?? bad("the sets have no type in common");
  if (of === "any" && types.some((type) => typeof type === "object")) notEvaluated("a set holds only null");
  const sets = own.map((set) => toSet(set, of));
  if (!sets.every(isWhollyKnown)) notEvaluated("an element is not known");
  const keys = sets.map((set) => new Set(set.map(canonical)));
  const all = toSet(sets.flat(), of);
  const kept = all.filter((value) => keep(keys.map((set) => set.has(canonical(value)))));
  return asCollection(kept, { kind: "set", of });
}

function product(args: readonly Value[]): Value {
  if (args.length < 2) bad("at least two sets are required");
  const size = args.reduce((count: number, next) => count * elements(next).length, 1);
  if (size > MAX_PRODUCT) notEvaluated("the product is too large");
  const sides = args.map((arg) => {
    const side = elements(arg);
    const of: Type =
      collectionType(side)?.of ?? unified(side.map(typeOf)) ?? bad("the elements have no type in common");
    return { of, values: side.map((value) => converted(value, of)) };
  });
  const rows = sides.reduce<Value[][]>(
    (all, { values }) => all.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );
  const of: Type = { kind: "tuple", of: sides.map((side) => side.of) };
  return args.some(isSet) ? toSet(rows, of) : listOf(rows, of);
}

function range(args: readonly number[]): Value {
  if (args.length < 1 || args.length > 3) bad("one to three numbers are required");
  const [start = 0, limit = 0] = args.length > 1 ? args : [0, args[0]];
  const step = args[2] ?? (limit < start ? -1 : 1);
  if (step === 0) bad("the step is zero");
  if (step < 0 ? limit > start : limit < start) bad("the step leads away from the end");
  const values: Value[] = [];
  for (let value = start; step < 0 ? value > limit : value < limit; value = add(value, step)) {
    if (values.length >= MAX_RANGE) bad(`the range has more than ${MAX_RANGE} numbers`);
    values.push(value);
  }
  return listOf(values, "number");
}

function parseInteger(digits: Value, base: number): Value {
  if (typeof digits !== "string") return bad("the first argument is not a string");
  if (base < 2 || base > 36) return notEvaluated(`the base ${base} is not evaluated`);
  const allowed = "0123456789abcdefghijklmnopqrstuvwxyz".slice(0, base);
  const [, text = ""] = /^[+-]?(.*)$/s.exec(digits.toLowerCase()) ?? [];
  if (text === "" || ![...text].every((digit) => allowed.includes(digit)))
    return bad(`${digits} is not a number of base ${base}`);
  const value = Number.parseInt(digits, base);
  const isSure = Number.isSafeInteger(value) && !Object.is(value, -0);
  return isSure ? value : notEvaluated(`${digits} has more digits than are computed here`);
}
