import { isKnown, UNKNOWN } from "../../../text";
import type { TerraformFunction } from ".";
import { bad, notEvaluated, text } from "./arguments";

/**
 * In a string with unknown parts, each known part is encoded separately: enough to decode it again, but not to compare.
 * @see https://developer.hashicorp.com/terraform/language/functions#encoding-functions
 */
export const ENCODINGS: Readonly<Record<string, TerraformFunction>> = {
  base64decode: ([value]) => eachPart(text(value), (part) => decoded(part, "utf8")),
  base64encode: ([value]) => base64(text(value)),
  // The checks of user data need the text; what the compressed text looks like is not known.
  base64gzip: ([value]) => `${base64(text(value))}${UNKNOWN}`,
  textdecodebase64: ([value, name]) => eachPart(text(value), (part) => decoded(part, encoding(text(name)))),
  textencodebase64: ([value, name]) => base64(text(value), encoding(text(name))),
};

/** As `base64encode`. */
export const base64 = (value: string, from: BufferEncoding = "utf8"): string =>
  eachPart(value, (part) => Buffer.from(part, from).toString("base64"));

const eachPart = (value: string, convert: (part: string) => string): string =>
  isKnown(value) ? convert(value) : value.split(UNKNOWN).map(convert).join(UNKNOWN);

/** Terraform rejects what is not base64, and what does not decode to text. */
function decoded(text: string, to: BufferEncoding): string {
  const value = text.replace(/[\r\n]/g, "");
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value)) bad("the text is not base64");
  const bytes = Buffer.from(value, "base64");
  const result = bytes.toString(to);
  return Buffer.from(result, to).equals(bytes) ? result.normalize() : bad("the decoded bytes are not text");
}

/** Terraform supports all IANA encodings; these two are in use. */
function encoding(name: string): BufferEncoding {
  if (/^utf-?8$/i.test(name)) return "utf8";
  return /^utf-?16le$/i.test(name) ? "utf16le" : notEvaluated(`the encoding ${name} is not supported`);
}
