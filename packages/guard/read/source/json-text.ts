import { MAX_NESTING } from "../../bounds";
import { AccessInputError, placeOf } from "../access-input-error";
import { JsonSyntaxError, parseExactJson } from "./exact-json";

/**
 * JSON text to a value, fast: JSON.parse, and the exact parser only if JSON.parse would hide something.
 * @param blocks whether a key may be repeated, as in the blocks of Terraform JSON; elsewhere that is an error
 * @throws AccessInputError if it is not JSON, repeats an argument, or is nested deeper than {@link MAX_NESTING}
 */
export function parseJsonText(text: string, file: string, blocks = true): unknown {
  const layout = measure(text);
  if (layout.tooDeepAt !== undefined)
    throw new AccessInputError(
      placeOf(file, text, layout.tooDeepAt),
      `JSON is nested deeper than ${MAX_NESTING} levels`,
      "Flatten it; Terraform needs only a few levels",
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return exact(text, file, blocks);
  }
  return countMembers(value) === layout.members ? value : exact(text, file, blocks);
}

function exact(text: string, file: string, blocks: boolean): unknown {
  try {
    const { value, repeated } = parseExactJson(text, blocks);
    if (!repeated) return value;
    throw new AccessInputError(
      placeOf(file, text, repeated.offset),
      `the key ${JSON.stringify(repeated.key)} is written twice in one object`,
      "Keep one of them: tools disagree about which one counts",
    );
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new AccessInputError(
      placeOf(file, text, error.offset),
      `not valid JSON: ${error.message}`,
      "Correct the file, or generate it again with the tool that wrote it",
    );
  }
}

/** There is one colon outside strings for each member; fewer members in the value mean repeated keys. */
function measure(text: string): { readonly members: number; readonly tooDeepAt?: number } {
  let members = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = closingQuote(text, at);
        break;
      case 0x3a: // :
        members++;
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > MAX_NESTING) return { members, tooDeepAt: at };
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
    }
  }
  return { members };
}

function closingQuote(text: string, open: number): number {
  for (let at = open + 1; ; at++) {
    at = text.indexOf('"', at);
    if (at < 0) return text.length;
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return at;
  }
}

function countMembers(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + countMembers(item), 0);
  let count = 0;
  for (const key in value) count += 1 + countMembers((value as Record<string, unknown>)[key]);
  return count;
}
