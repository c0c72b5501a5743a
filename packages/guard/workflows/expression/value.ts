import type { Ternary } from "../../policy/ternary";
import { isKnown, UNKNOWN } from "../../text";

/** Values of an expression by name; GitHub finds names in any case. */
export interface Fields {
  readonly field: (name: string) => Value;
  /** All of them, in order; `undefined`: there may be others. */
  readonly entries?: readonly (readonly [string, Value])[];
}

/** `undefined`: not known before the run. A text may have UNKNOWN parts. */
export type Value = string | number | boolean | null | readonly Value[] | Fields | undefined;

export const isFields = (value: Value): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * @param entries where the first one of a name counts
 * @param otherwise the value of a name that is not listed; `null` if there are no others
 */
export function fieldsOf(entries: Iterable<readonly [string, Value]>, otherwise: Value = undefined): Fields {
  const byName = new Map<string, readonly [string, Value]>();
  for (const entry of entries) {
    const name = entry[0].toLowerCase();
    if (!byName.has(name)) byName.set(name, entry);
  }
  return {
    field: (name) => {
      const entry = byName.get(name.toLowerCase());
      return entry ? entry[1] : otherwise;
    },
    ...(otherwise === null && { entries: [...byName.values()] }),
  };
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

/** The text of a value inside another text. */
export function textFrom(value: Value): string {
  if (value === undefined) return UNKNOWN;
  if (value === null) return "";
  if (typeof value === "number") return String(Number(value.toFixed(15)));
  if (typeof value === "object") return isFields(value) ? "Object" : "Array";
  return String(value);
}

/** NaN for what is not a number, `undefined` for what is not known. */
export function numberFrom(value: Value): number | undefined {
  if (value === undefined || (typeof value === "string" && !isKnown(value))) return undefined;
  return typeof value === "object" && value !== null ? Number.NaN : Number(value);
}

export const asBoolean = (value: Ternary): Value => (value === "unknown" ? undefined : value);
