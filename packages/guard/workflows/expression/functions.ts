import { MAX_NESTING, MAX_TEXT } from "../../bounds";
import { or, type Ternary } from "../../policy/ternary";
import { sameText } from "../../policy/wildcard";
import { isKnown, UNKNOWN } from "../../text";
import { equal, upperCase } from "./compare";
import { joined } from "./joined";
import { asBoolean, type Fields, fieldsOf, isFields, textFrom, type Value } from "./value";

interface ExpressionFunction {
  /** Whether it takes so many arguments. */
  readonly takes: (count: number) => boolean;
  readonly call: (...given: Value[]) => Value;
}

const from = (least: number, most: number) => (count: number) => count >= least && count <= most;
const exactly = (wanted: number) => (count: number) => count === wanted;

/**
 * By lower-case name. A call that fails on GitHub has no value.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#functions
 */
export const FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map<string, ExpressionFunction>([
  ["always", { takes: exactly(0), call: () => true }],
  ["cancelled", { takes: exactly(0), call: () => undefined }],
  ["case", { takes: (count) => count >= 3 && count % 2 === 1, call: firstCase }],
  ["contains", { takes: exactly(2), call: (search, item) => asBoolean(contains(search, item)) }],
  ["endswith", { takes: exactly(2), call: (text, end) => asBoolean(begins(text, end, backwards)) }],
  ["failure", { takes: exactly(0), call: () => undefined }],
  ["format", { takes: from(1, 255), call: format }],
  ["fromjson", { takes: exactly(1), call: fromJson }],
  ["hashfiles", { takes: from(1, 255), call: () => UNKNOWN }],
  ["join", { takes: from(1, 2), call: join }],
  ["startswith", { takes: exactly(2), call: (text, start) => asBoolean(begins(text, start, (same) => same)) }],
  ["success", { takes: exactly(0), call: () => true }],
  ["tojson", { takes: exactly(1), call: toJson }],
]);

/** The value after the first condition that is true, or the last one. */
function firstCase(...given: Value[]): Value {
  for (let at = 0; at + 1 < given.length; at += 2) {
    if (typeof given[at] !== "boolean") return undefined;
    if (given[at]) return given[at + 1];
  }
  return given.at(-1);
}

const backwards = (text: string): string => [...text].reverse().join("");

/** Whether a text begins with another, seen from the end that `turn` turns to the front. */
function begins(text: Value, start: Value, turn: (text: string) => string): Ternary {
  if (isObject(text) || isObject(start)) return false;
  if (text === undefined || start === undefined) return "unknown";
  const [whole, part] = [turn(upperCase(textFrom(text))), turn(upperCase(textFrom(start)))];
  if (isKnown(part) && (isKnown(whole) || whole.slice(0, whole.indexOf(UNKNOWN)).startsWith(part)))
    return whole.startsWith(part);
  return sameText(whole, part + UNKNOWN) === false ? false : "unknown";
}

function contains(search: Value, item: Value): Ternary {
  if (Array.isArray(search)) {
    let found: Ternary = false;
    for (const member of search) found = or(found, equal(member, item));
    return found;
  }
  if (isObject(search) || (isObject(item) && search !== undefined)) return false;
  if (search === undefined || item === undefined) return "unknown";
  const [whole, part] = [upperCase(textFrom(search)), upperCase(textFrom(item))];
  if (isKnown(part) && whole.includes(part)) return true;
  return isKnown(whole) && isKnown(part) ? false : "unknown";
}

/** `{0}` is the first argument, `{{` a bracket; any other bracket is an error. */
function format(text: Value, ...given: Value[]): Value {
  const pattern = textFrom(text);
  if (!isKnown(pattern)) return UNKNOWN;
  let isValid = true;
  let length = pattern.length;
  const result = pattern.replaceAll(/\{\{|\}\}|\{(\d+)[^}]*\}|[{}]/g, (match, index?: string) => {
    if (index === undefined) isValid &&= match.length === 2;
    else if (Number(index) >= given.length) isValid = false;
    if (index === undefined) return match.slice(1);
    const value = textFrom(given[Number(index)]);
    length += value.length;
    return length > MAX_TEXT ? "" : value;
  });
  if (!isValid) return undefined;
  return length > MAX_TEXT ? UNKNOWN : result;
}

function join(...[list, ...rest]: Value[]): Value {
  const separator = rest.length > 0 ? rest[0] : ",";
  if (Array.isArray(list)) return joined(list.map(textFrom), isObject(separator) ? "," : textFrom(separator));
  return isObject(list) ? "" : textFrom(list);
}

function fromJson(text: Value): Value {
  if (text === undefined || !isKnown(textFrom(text))) return undefined;
  try {
    return fromPlain(JSON.parse(textFrom(text)), MAX_NESTING);
  } catch {
    return undefined;
  }
}

function fromPlain(value: unknown, depth: number): Value {
  if (depth === 0) throw new NotKnown();
  if (Array.isArray(value)) return value.map((item) => fromPlain(item, depth - 1));
  if (typeof value !== "object" || value === null) return value as Value;
  return fieldsOf(
    Object.entries(value).map(([name, item]) => [name, fromPlain(item, depth - 1)]),
    null,
  );
}

function toJson(value: Value): Value {
  try {
    const text = JSON.stringify(plain(value), null, 2);
    return text.length > MAX_TEXT ? UNKNOWN : text;
  } catch (error) {
    if (error instanceof NotKnown) return UNKNOWN;
    throw error;
  }
}

/** Does not leave this file. */
class NotKnown extends Error {}

function plain(value: Value): unknown {
  if (value === undefined) throw new NotKnown();
  if (Array.isArray(value)) return value.map(plain);
  if (!isFields(value)) return value;
  if (!value.entries) throw new NotKnown();
  return Object.fromEntries(value.entries.map(([name, item]) => [name, plain(item)]));
}

const isObject = (value: Value): value is readonly Value[] | Fields => typeof value === "object" && value !== null;
