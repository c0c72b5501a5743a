import { isKnown, UNKNOWN } from "../../../text";
import { AccessInputError } from "../../access-input-error";
import { parseJsonText } from "../../source/json-text";
import { numberIn, numberText } from "../number";
import { byBytes, isList, isObject, objectOf, type Value } from "../value";
import { bad, notEvaluated } from "./arguments";

/** As Terraform writes it: sorted keys, characters of HTML escaped. A whole resource has no JSON before it exists. */
export function json(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value === "boolean") return String(value);
  if (isList(value)) return `[${value.map(json).join(",")}]`;
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
    return normalized(parseJsonText(text, "jsondecode") as Value);
  } catch (error) {
    return notEvaluated(error instanceof AccessInputError ? error.what : String(error));
  }
}

function normalized(value: Value): Value {
  if (typeof value === "string") return value.normalize();
  if (isList(value)) return value.map(normalized);
  if (typeof value !== "object" || value === null) return value;
  return objectOf(Object.entries(value).map(([key, member]) => [key.normalize(), normalized(member as Value)]));
}
