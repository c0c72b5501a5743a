import { isList, isObject, numberOf, textOf, type Value, type ValueObject } from "../value";

export const text = (value: Value | undefined): string => textOf(value ?? null) ?? bad("an argument is no text");

export const number = (value: Value | undefined): number => numberOf(value ?? null) ?? bad("an argument is no number");

export const list = (value: Value | undefined): readonly Value[] =>
  value !== undefined && isList(value) ? value : bad("an argument is no list");

export const object = (value: Value | undefined): ValueObject =>
  value !== undefined && isObject(value) ? value : bad("an argument is no map");

/** Arguments that Terraform refuses. */
export class BadArgument extends Error {}

/** Arguments that Terraform may take, and this evaluator does not. */
export class NotEvaluated extends Error {}

export function bad(why: string): never {
  throw new BadArgument(why);
}

export function notEvaluated(why: string): never {
  throw new NotEvaluated(why);
}
