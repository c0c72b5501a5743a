import { MAX_TEXT } from "../../bounds";
import { UNKNOWN } from "../../text";

/** Texts as one; UNKNOWN if that would be longer than any program could be given. */
export function joined(parts: readonly string[], separator = ""): string {
  let length = 0;
  for (const part of parts) length += part.length + separator.length;
  return length > MAX_TEXT ? UNKNOWN : parts.join(separator);
}
