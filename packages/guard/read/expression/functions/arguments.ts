import { isList, isObject, numberOf, textOf, type Value, type ValueObject } from "../value";

export const text = (value: Value | undefined): string => textOf(value ?? null) ?? bad("an argument is not a string");

export const number = (value: Value | undefined): number =>
  numberOf(value ?? null) ?? bad("an argument is not a number");

export const list = (value: Value | undefined): readonly Value[] =>
  value !== undefined && isList(value) ? value : bad("an argument is not a list");

export const object = (value: Value | undefined): ValueObject =>
  value !== undefined && isObject(value) ? value : bad("an argument is not a map");

/** Arguments that Terraform rejects. */
export class BadArgument extends Error {}

/** Arguments that Terraform may accept, but this evaluator does not support. */
export class NotEvaluated extends Error {}

export function bad(why: string): never {
  throw new BadArgument(why);
}

export function notEvaluated(why: string): never {
  throw new NotEvaluated(why);
}
