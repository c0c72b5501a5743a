import { isKnown, UNKNOWN } from "../../../text";
import type { TerraformFunction } from ".";
import { bad, notEvaluated, text } from "./arguments";

/**
 * Of a text with unknown parts the known ones are encoded each by itself: enough to read them again, never to compare.
 * @see https://developer.hashicorp.com/terraform/language/functions#encoding-functions
 */
export const ENCODINGS: Readonly<Record<string, TerraformFunction>> = {
  base64decode: ([value]) => eachPart(text(value), (part) => decoded(part, "utf8")),
  base64encode: ([value]) => base64(text(value)),
  // Nothing of Terraform's unpacks it again, and whoever judges user data wants the text.
  base64gzip: ([value]) => base64(text(value)),
  textdecodebase64: ([value, name]) => eachPart(text(value), (part) => decoded(part, encoding(text(name)))),
  textencodebase64: ([value, name]) => base64(text(value), encoding(text(name))),
};

/** As `base64encode`. */
export const base64 = (value: string, from: BufferEncoding = "utf8"): string =>
  eachPart(value, (part) => Buffer.from(part, from).toString("base64"));

const eachPart = (value: string, convert: (part: string) => string): string =>
  isKnown(value) ? convert(value) : value.split(UNKNOWN).map(convert).join(UNKNOWN);

/** Terraform refuses what is not base64, and what is not text afterwards. */
function decoded(value: string, to: BufferEncoding): string {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value)) bad("the text is not base64");
  const bytes = Buffer.from(value, "base64");
  const result = bytes.toString(to);
  return Buffer.from(result, to).equals(bytes) ? result : bad("what is encoded is no text");
}

/** Terraform knows all of IANA's; these two are in use. */
function encoding(name: string): BufferEncoding {
  if (/^utf-?8$/i.test(name)) return "utf8";
  return /^utf-?16le$/i.test(name) ? "utf16le" : notEvaluated(`the encoding ${name} is not read`);
}
