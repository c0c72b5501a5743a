import type { Json } from "../model";
import { rawText } from "../text";
import { asText, isText, jsonOf } from "./json";

/** A text somewhere inside a value. */
export interface NamedText {
  /** Path in the value: `environment[0].variables.TOKEN`; inside a text that is JSON, after ` > `. */
  readonly path: string;
  /** Name of the text: its key, or the `name` beside it if it is the `value` of a pair. */
  readonly name: string;
  /** With UNKNOWN in it. */
  readonly text: string;
}

interface Open {
  readonly value: Json;
  readonly path: string;
  readonly name: string;
  /** How many texts of JSON it is nested in. */
  readonly nesting: number;
}

const DEEPEST_NESTING = 3;

/**
 * Every text of a value, in order, also inside JSON that is written as a text.
 * @param path of the value itself
 * @param name of the value itself
 * @param worth whether a text that may be JSON is worth reading. @default never
 */
export function* textsIn(
  value: Json,
  path: string,
  name: string,
  worth: (text: string) => boolean = () => false,
): Generator<NamedText> {
  const open: Open[] = [{ value, path, name, nesting: 0 }];
  for (let at = open.pop(); at; at = open.pop()) {
    if (isText(at.value)) {
      const text = rawText(at.value);
      const inner = at.nesting < DEEPEST_NESTING && worth(text) ? parsed(text) : undefined;
      if (inner === undefined) yield { path: at.path, name: at.name, text };
      else open.push({ value: inner, path: `${at.path} > `, name: at.name, nesting: at.nesting + 1 });
    } else for (const member of members(at).reverse()) open.push(member);
  }
}

function members({ value, path, name, nesting }: Open): Open[] {
  if (Array.isArray(value))
    return value.map((item: Json, index) => ({ value: item, path: `${path}[${index}]`, name, nesting }));
  if (typeof value !== "object" || value === null) return [];
  const called = nameOf(value as Readonly<Record<string, Json>>);
  const dot = path.endsWith("> ") ? "" : ".";
  return Object.entries(value).map(([key, item]: [string, Json]) => ({
    value: item,
    path: `${path}${dot}${key}`,
    name: called !== undefined && key.toLowerCase() === "value" ? called : key,
    nesting,
  }));
}

/** `name` of `{name, value}`, as environments of containers and Helm's settings have it. */
function nameOf(pair: Readonly<Record<string, Json>>): string | undefined {
  const key = ["name", "Name", "key", "Key"].find((candidate) => isText(pair[candidate]));
  return key && rawText(asText(pair[key] ?? null));
}

function parsed(text: string): Json | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return jsonOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}
