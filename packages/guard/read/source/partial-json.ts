import type { Json } from "../../model";
import { isText, jsonOf } from "../../support/json";
import { isKnown, NOTHING_KNOWN, rawText, UNKNOWN } from "../../text";
import { AccessInputError } from "../access-input-error";
import { parseJsonText } from "./json-text";

export interface PartialJson {
  readonly document: Json;
  /** Why it is not JSON. */
  readonly problem?: string;
}

/** JSON as a text, of which parts may be unknown; what is no text is what it says. */
export function partialJson(value: Json): PartialJson {
  if (!isText(value) || value === NOTHING_KNOWN) return { document: value };
  try {
    return { document: jsonOf(parseJsonText(rawText(value), "policy", false)) };
  } catch (error) {
    if (!(error instanceof AccessInputError)) throw error;
    const { place, what } = error;
    if (isKnown(value))
      return { document: value, problem: `${what} (line ${place.line}, column ${place.column} of the policy)` };
  }
  try {
    // An unknown part in the place of a value is put into quotes.
    const quoted = rawText(value).replace(new RegExp(`"(?:[^"\\\\]|\\\\.)*"|${UNKNOWN}`, "gs"), (part) =>
      part === UNKNOWN ? `"${UNKNOWN}"` : part,
    );
    return { document: jsonOf(parseJsonText(quoted, "policy", false)) };
  } catch {
    return { document: NOTHING_KNOWN };
  }
}
