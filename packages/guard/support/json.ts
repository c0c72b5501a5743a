import type { Json } from "../model";
import { asPartial, NOTHING_KNOWN, type PartialText } from "../text";

/** Plain data as the model holds it. */
export const jsonOf = (value: unknown): Json => value as Json;

export const isText = (value: Json | undefined): value is PartialText => typeof value === "string";

/** A number or a boolean as Terraform writes it. A list or an object where a text belongs is not known. */
export const asText = (value: Json): PartialText =>
  typeof value === "object" && value !== null ? NOTHING_KNOWN : asPartial(String(value));

/** The value at a path of keys; a list of one element stands for the element, as blocks are written. */
export function memberAt(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  let found = only(value);
  for (const key of keys) {
    if (typeof found !== "object" || found === null || Array.isArray(found) || !Object.hasOwn(found, key))
      return undefined;
    found = only((found as Readonly<Record<string, Json>>)[key]);
  }
  return found;
}

const only = (value: Json | undefined): Json | undefined =>
  Array.isArray(value) && value.length === 1 ? (value[0] as Json) : value;

/** "" if it is not a string. */
export function textAt(value: Json | undefined, ...keys: readonly string[]): PartialText {
  const found = memberAt(value, ...keys);
  return isText(found) ? found : asPartial("");
}

/** The elements of a list; any other value as a list of one, and nothing as an empty list. */
export function listAt(value: Json | undefined, ...keys: readonly string[]): readonly Json[] {
  const found = keys.length === 0 ? value : listed(memberAt(value, ...keys.slice(0, -1)), keys.at(-1) ?? "");
  return Array.isArray(found) ? found : found === undefined || found === null ? [] : [found];
}

const listed = (holder: Json | undefined, key: string): Json | undefined =>
  typeof holder === "object" && holder !== null && Object.hasOwn(holder, key)
    ? (holder as Readonly<Record<string, Json>>)[key]
    : undefined;

/** An object inside a value, and its path. */
export interface Part {
  readonly path: string;
  readonly value: Readonly<Record<string, Json>>;
}

/** Every object inside a value, the outer ones first. */
export function* partsOf(value: Json, path = ""): Generator<Part> {
  const open: { readonly value: Json; readonly path: string }[] = [{ value, path }];
  for (let at = open.pop(); at; at = open.pop()) {
    const { value: found, path: within } = at;
    if (typeof found !== "object" || found === null) continue;
    if (!Array.isArray(found)) yield { path: within, value: found as Part["value"] };
    const inside = (key: string): string =>
      Array.isArray(found) ? `${within}[${key}]` : within === "" ? key : `${within}.${key}`;
    for (const [key, member] of Object.entries(found).reverse()) open.push({ value: member, path: inside(key) });
  }
}
