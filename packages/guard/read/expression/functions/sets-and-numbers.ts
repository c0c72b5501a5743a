import { canonical, type Value } from "../value";
import type { TerraformFunction } from ".";
import { list, notEvaluated, number } from "./arguments";
import { setOf } from "./collections";

const MAX_RANGE = 10_000;

/** @see https://developer.hashicorp.com/terraform/language/functions#numeric-functions */
export const SETS_AND_NUMBERS: Readonly<Record<string, TerraformFunction>> = {
  abs: ([value]) => Math.abs(number(value)),
  alltrue: ([values]) => list(values).every((value) => value === true || value === "true"),
  anytrue: ([values]) => list(values).some((value) => value === true || value === "true"),
  ceil: ([value]) => Math.ceil(number(value)),
  floor: ([value]) => Math.floor(number(value)),
  max: (args) => Math.max(...args.slice(0, MAX_RANGE).map(number)),
  min: (args) => Math.min(...args.slice(0, MAX_RANGE).map(number)),
  range: (args) => range(args.map(number)),
  setintersection: (args) => members(args, (counts) => counts === args.length),
  setproduct: (args) => product(args.map(list)),
  setsubtract: ([first, second]) => {
    const taken = new Set(list(second).map(canonical));
    return setOf(list(first).filter((value) => !taken.has(canonical(value))));
  },
  setunion: (args) => setOf(args.flatMap((arg) => list(arg))),
  sum: ([values]) => list(values).reduce((sum: number, value) => sum + number(value), 0),
};

function members(args: readonly Value[], keep: (sets: number) => boolean): Value {
  const counts = new Map<string, { readonly value: Value; sets: number }>();
  for (const set of args)
    for (const value of setOf(list(set))) {
      const key = canonical(value);
      const entry = counts.get(key) ?? { value, sets: 0 };
      entry.sets++;
      counts.set(key, entry);
    }
  return setOf([...counts.values()].filter(({ sets }) => keep(sets)).map(({ value }) => value));
}

function product(lists: readonly (readonly Value[])[]): Value {
  const size = lists.reduce((count, next) => count * next.length, 1);
  if (size > MAX_RANGE) notEvaluated("the product is too large");
  return lists.reduce<Value[][]>((rows, next) => rows.flatMap((row) => next.map((value) => [...row, value])), [[]]);
}

function range(args: readonly number[]): Value {
  const [start = 0, limit = 0] = args.length > 1 ? args : [0, args[0]];
  const step = args[2] ?? (start <= limit ? 1 : -1);
  const length = Math.max(0, Math.ceil((limit - start) / step));
  if (!(length <= MAX_RANGE)) notEvaluated("the range is too long");
  return Array.from({ length }, (_, index) => start + index * step);
}
