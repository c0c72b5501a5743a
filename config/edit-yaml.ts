import { isDeepStrictEqual } from "node:util";
import { InputError } from "@openhands-aws/facts/program-error";
import { type Document, isMap, isNode, isScalar, type Pair, parseDocument, type YAMLMap } from "yaml";

/** Keys from the root. */
type Path = readonly string[];

/**
 * Sets or removes one value of a YAML file. Comments and all other lines stay as they are: a review shows what changed.
 * @param value `undefined` removes the key, and with it each mapping that would be empty
 * @throws InputError if something on the way is not a mapping
 */
export function editYaml(text: string, path: Path, value: string | boolean | undefined): string {
  const document = parseDocument(text, { schema: "core" });
  const before = (document.toJS() ?? {}) as object;
  const after = value === undefined ? without(before, path) : withValue(before, path, value);
  const inPlace = value === undefined ? removed(text, document, path) : set(text, document, path, String(value));
  if (isDeepStrictEqual(valuesOf(inPlace), after)) return inPlace;
  // A layout that is not foreseen here: the library keeps the comments, too, but lays out the whole file again.
  if (value === undefined) document.deleteIn(outermost(document, path));
  else document.setIn(path, value);
  return document.toString({ lineWidth: 0 });
}

function valuesOf(text: string): unknown {
  const document = parseDocument(text, { schema: "core" });
  return document.errors.length > 0 ? undefined : (document.toJS() ?? {});
}

function withValue(raw: object, path: Path, value: string | boolean, at: Path = []): object {
  const [key, ...rest] = path as readonly [string, ...string[]];
  const inner = (raw as Record<string, unknown>)[key];
  if (rest.length === 0) return { ...raw, [key]: value };
  if (inner !== undefined && (typeof inner !== "object" || inner === null || Array.isArray(inner)))
    throw new InputError(
      `${[...at, key].join(".")} must be a mapping before ${rest.join(".")} can be written into it.`,
    );
  return { ...raw, [key]: withValue(inner ?? {}, rest, value, [...at, key]) };
}

function without(raw: object, [key, ...rest]: Path): object {
  const { [key as string]: inner, ...others } = raw as Record<string, unknown>;
  if (rest.length === 0 || typeof inner !== "object" || inner === null) return rest.length === 0 ? others : raw;
  const left = without(inner, rest);
  const isEmptied = Object.keys(left).length === 0 && Object.keys(inner).length > 0;
  return isEmptied ? others : { ...raw, [key as string]: left };
}

const pairIn = (map: YAMLMap, key: string | undefined) =>
  map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);

/** The innermost mapping on the path, and the keys that are not in it yet. */
function innermost(document: Document, path: Path): { map: YAMLMap | undefined; keys: Path } {
  let map = isMap(document.contents) ? document.contents : undefined;
  let keys = path;
  for (let inner = map; inner; map = inner, keys = keys.slice(1)) {
    const { value } = (keys.length > 1 && pairIn(inner, keys[0])) || {};
    if (!isMap(value)) break;
    inner = value;
  }
  return { map, keys };
}

function set(text: string, document: Document, path: Path, value: string): string {
  const { map, keys } = innermost(document, path);
  const present = map && keys.length === 1 ? pairIn(map, keys[0]) : undefined;
  if (present) return replaced(text, endOfKey(text, present), endOf(present), ` ${value}`);
  const last = map?.items.at(-1);
  if (map?.flow) {
    const flow = keys.reduceRight(
      (inner, key, index) => (index === 0 ? `${key}: ${inner}` : `{${key}: ${inner}}`),
      value,
    );
    return last
      ? replaced(text, endOf(last), endOf(last), `, ${flow}`)
      : replaced(text, startOf(map) + 1, startOf(map) + 1, flow);
  }
  const column = last ? startOf(last.key) - lineStart(text, startOf(last.key)) : 0;
  const lines = keys.map(
    (key, depth) => `${" ".repeat(column + 2 * depth)}${key}:${depth === keys.length - 1 ? ` ${value}` : ""}\n`,
  );
  const at = last ? lineEnd(text, endOf(last)) : text.length;
  const newline = at > 0 && text[at - 1] !== "\n" ? "\n" : "";
  return replaced(text, at, at, newline + lines.join(""));
}

function removed(text: string, document: Document, path: Path): string {
  const target = outermost(document, path);
  const { map, keys } = innermost(document, target);
  const pair = map && keys.length === 1 ? pairIn(map, keys[0]) : undefined;
  if (!map || !pair) return text;
  if (!map.flow) return replaced(text, lineStart(text, startOf(pair.key)), lineEnd(text, endOf(pair)), "");
  const index = map.items.indexOf(pair);
  const [previous, next] = [map.items[index - 1], map.items[index + 1]];
  if (next) return replaced(text, startOf(pair.key), startOf(next.key), "");
  return replaced(text, previous ? endOf(previous) : startOf(pair.key), endOf(pair), "");
}

/** The path of the outermost mapping that would be empty without the value. */
function outermost(document: Document, path: Path): Path {
  const parent = path.slice(0, -1);
  const map = parent.length > 0 ? document.getIn(parent) : undefined;
  return isMap(map) && map.items.length === 1 && document.hasIn(path) ? outermost(document, parent) : path;
}

const startOf = (node: unknown): number => (isNode(node) && node.range?.[0]) || 0;
const endOf = ({ key, value }: Pair): number => rangeEnd(value) ?? rangeEnd(key) ?? 0;
const rangeEnd = (node: unknown): number | undefined => (isNode(node) ? node.range?.[1] : undefined);
/** After the colon. */
const endOfKey = (text: string, { key }: Pair): number => text.indexOf(":", rangeEnd(key)) + 1;

const lineStart = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;
function lineEnd(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === "\n") return offset;
  const newline = text.indexOf("\n", offset);
  return newline < 0 ? text.length : newline + 1;
}

const replaced = (text: string, start: number, end: number, by: string): string =>
  text.slice(0, start) + by + text.slice(end);
