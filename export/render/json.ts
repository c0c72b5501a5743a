import type { Stacks } from "../../stacks/synthesize";

/** JSON with sorted keys, two spaces and a final newline: the same value always gives the same bytes. */
export const renderJson = (value: unknown): string => `${JSON.stringify(sorted(value), null, 2)}\n`;

/** The text of each stack, by its name. Rendered once, so that the objects can be freed. */
export const renderStacks = (stacks: Stacks): Rendered =>
  new Map([...stacks].map(([stack, json]) => [stack, renderJson(json)]));
export type Rendered = ReadonlyMap<string, string>;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted((value as Record<string, unknown>)[key])]));
}
