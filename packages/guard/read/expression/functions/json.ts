import { isKnown, UNKNOWN } from "../../../text";
import { AccessInputError } from "../../access-input-error";
import { parseJsonText } from "../../source/json-text";
import { numberIn, numberText } from "../number";
import { mapOpen, openList } from "../open-list";
import { byBytes, isList, isObject, OpenList, objectOf, type Value } from "../value";
import { bad, notEvaluated } from "./arguments";

/** As Terraform writes it: sorted keys, characters of HTML escaped. A whole resource has no JSON before it exists. */
export function json(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value === "boolean") return String(value);
  if (isList(value)) return `[${value.map(json).join(",")}]`;
  if (value instanceof OpenList) return `[${OPEN}${value.elements.map(json).join(",")}]`;
  if (!isObject(value)) return quoted(UNKNOWN);
  const members = Object.keys(value)
    .sort(byBytes)
    .map((key) => `${quoted(key)}:${json(value[key] as Value)}`);
  return `{${members.join(",")}}`;
}

const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Space that nothing else writes after the bracket that begins a list: of {@link OpenList}. */
const OPEN = "\r\t\r";

/** Whether a text holds an open list, so that its lists must not be read for all that there is. */
export const holdsOpenList = (text: string): boolean => text.includes(`[${OPEN}`);

/** With the members of objects in their order, as a provider writes it. */
export const jsonInOrder = (value: Value): string =>
  JSON.stringify(value, (_, part: Value) =>
    part instanceof OpenList ? [OPEN_ELEMENT, ...part.elements] : part,
  ).replaceAll(`["${OPEN_ELEMENT}",`, `[${OPEN}`);

/** The value of a JSON text, in which lists may be open. @throws AccessInputError if it is not JSON */
export function parsedJson(text: string, what: string, blocks?: boolean): Value {
  if (!holdsOpenList(text)) return parseJsonText(text, what, blocks) as Value;
  return withOpenLists(parseJsonText(text.replaceAll(`[${OPEN}`, `["${OPEN_ELEMENT}",`), what, blocks) as Value);
}

/** Stands in front of the elements of an open list. */
const OPEN_ELEMENT = `${UNKNOWN}open${UNKNOWN}`;

function withOpenLists(value: Value): Value {
  if (isList(value)) {
    const elements = value.map(withOpenLists);
    return elements[0] === OPEN_ELEMENT ? openList(elements.slice(1)) : elements;
  }
  return isObject(value) ? objectOf(Object.entries(value).map(([key, member]) => [key, withOpenLists(member)])) : value;
}

/** Unknown parts inside strings stay there; anything else unknown makes the value unknown. */
export function jsonDecode(text: string): Value {
  try {
    JSON.parse(text);
  } catch (error) {
    return isKnown(text) ? bad(String(error)) : UNKNOWN;
  }
  const numbers = text.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(/-?\d[\d.eE+-]*/g) ?? [];
  if (numbers.some((number) => typeof numberIn(number) !== "number"))
    return notEvaluated("a number has more digits than are computed here");
  try {
    return normalized(parsedJson(text, "jsondecode"));
  } catch (error) {
    return notEvaluated(error instanceof AccessInputError ? error.what : String(error));
  }
}

function normalized(value: Value): Value {
  if (typeof value === "string") return value.normalize();
  if (isList(value)) return value.map(normalized);
  if (value instanceof OpenList) return mapOpen(value, normalized);
  if (typeof value !== "object" || value === null) return value;
  return objectOf(Object.entries(value).map(([key, member]) => [key.normalize(), normalized(member as Value)]));
}
