import type { Ternary } from "../../policy/ternary";
import { isKnown, UNKNOWN } from "../../text";

/** Values of an expression by name; GitHub finds names in any case. */
export interface Fields {
  readonly field: (name: string) => Value;
}

/** `undefined`: not known before the run. A text may hold UNKNOWN parts. */
export type Value = string | number | boolean | null | readonly Value[] | Fields | undefined;

export const isFields = (value: Value): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** @param otherwise what a name has that is not listed; `null` if there surely is none */
export function fieldsOf(entries: Iterable<readonly [string, Value]>, otherwise: Value = undefined): Fields {
  const byName = new Map([...entries].map(([name, value]) => [name.toLowerCase(), value]));
  return { field: (name) => (byName.has(name.toLowerCase()) ? byName.get(name.toLowerCase()) : otherwise) };
}

/** The same values, with some replaced or added. */
export const withFields = (contexts: Fields, entries: readonly (readonly [string, Value])[]): Fields => {
  const more = new Map(entries);
  return { field: (name) => (more.has(name) ? more.get(name) : contexts.field(name)) };
};

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#literals */
export function truth(value: Value): Ternary {
  if (value === undefined) return "unknown";
  if (typeof value === "string") return value.replaceAll(UNKNOWN, "") !== "" || (isKnown(value) ? false : "unknown");
  return typeof value === "object" ? value !== null : Boolean(value);
}

/** As it stands where an expression is part of a text. */
export function textFrom(value: Value): string {
  if (value === null) return "";
  return typeof value === "object" || value === undefined ? UNKNOWN : String(value);
}

export const asBoolean = (value: Ternary): Value => (value === "unknown" ? undefined : value);
