import { isKnown, UNKNOWN } from "../../../text";
import { AccessInputError } from "../../access-input-error";
import { parseJsonText } from "../../source/json-text";
import { booleanOf, isList, isObject, numberOf, objectOf, textOf, type Value } from "../value";
import type { TerraformFunction } from ".";
import { bad, list, object, text } from "./arguments";
import { setOf } from "./collections";
import { formatList } from "./strings";

/** @see https://developer.hashicorp.com/terraform/language/functions#type-conversion-functions */
export const CONVERSIONS: Readonly<Record<string, TerraformFunction>> = {
  formatlist: ([pattern, ...args]) => formatList(text(pattern), args),
  jsondecode: ([value]) => jsonDecode(text(value)),
  jsonencode: ([value]) => jsonEncode(value ?? null),
  nonsensitive: ([value]) => value ?? null,
  sensitive: ([value]) => value ?? null,
  tobool: ([value]) => booleanOf(value ?? null) ?? bad("the value is neither true nor false"),
  tolist: ([value]) => [...list(value)],
  tomap: ([value]) => object(value),
  tonumber: ([value]) => numberOf(value ?? null) ?? bad("the value is not a number"),
  toset: ([value]) => setOf(list(value)),
  // JSON is also YAML, in a different layout.
  yamlencode: ([value]) => jsonEncode(value ?? null),
  tostring: ([value]) => (value === null ? null : (textOf(value ?? null) ?? bad("the value cannot be a string"))),
};

/** With sorted keys and HTML characters escaped, as Terraform writes it. */
const jsonEncode = (value: Value): string =>
  JSON.stringify(plain(value)).replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);

/** A whole resource has no JSON before it exists. */
const plain = (value: Value): Value => {
  if (isList(value)) return value.map(plain);
  if (isObject(value))
    return objectOf(
      Object.keys(value)
        .sort()
        .map((key) => [key, plain(value[key] ?? null)]),
    );
  return typeof value === "object" && value !== null ? UNKNOWN : value;
};

/** Unknown parts inside strings stay there; anything else unknown makes the value unknown. */
function jsonDecode(value: string): Value {
  try {
    return parseJsonText(value, "jsondecode") as Value;
  } catch (error) {
    return isKnown(value) ? bad(error instanceof AccessInputError ? error.what : String(error)) : UNKNOWN;
  }
}
