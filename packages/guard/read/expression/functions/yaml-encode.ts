import { UNKNOWN } from "../../../text";
import { numberText } from "../number";
import { byBytes, isList, isObject, OpenList, type Value } from "../value";
import { json } from "./json";

/** Where Terraform may break the line. */
const LONG_LINE = 70;

/**
 * In the layout of Terraform; where that is not known, the text ends with a comment that is not known either, so that it
 * can be decoded, but not compared.
 * @see https://developer.hashicorp.com/terraform/language/functions/yamlencode
 */
export function yamlEncode(value: Value): string {
  const text = `${lines(value).join("\n")}\n${isPlain(value) ? "...\n" : ""}`;
  const sure = text.split("\n").every((line) => line.length <= LONG_LINE && /^[ -~\u00a1-\u02ff]*$/.test(line));
  return sure && !/\\[^"\\]/.test(text.replaceAll("\\\\", "")) ? text : `${text}# ${UNKNOWN}\n`;
}

const isPlain = (value: Value): boolean => value === null || typeof value === "number" || typeof value === "boolean";

const isFilled = (value: Value): boolean =>
  isList(value) ? value.length > 0 : isObject(value) && Object.keys(value).length > 0;

/** Lists are not indented below their key. */
function lines(value: Value): string[] {
  if (isList(value) && isFilled(value)) return value.flatMap((element) => item(lines(element)));
  if (!isObject(value) || !isFilled(value)) return [scalar(value)];
  return Object.keys(value)
    .sort(byBytes)
    .flatMap((key) => {
      const member = value[key] as Value;
      const below = lines(member);
      if (isFilled(member)) return [`${scalar(key)}:`, ...(isList(member) ? below : below.map(indented))];
      return [`${scalar(key)}: ${below[0]}`];
    });
}

const indented = (line: string): string => `  ${line}`;

const item = ([first, ...others]: readonly string[]): string[] => [`- ${first}`, ...others.map(indented)];

function scalar(value: Value): string {
  if (isList(value)) return "[]";
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string") return JSON.stringify(value);
  return isObject(value) ? "{}" : json(value instanceof OpenList ? UNKNOWN : value);
}
