import { distance, closest as nearest } from "fastest-levenshtein";

/** Longer texts are not compared: no name is as long. */
const LONGEST = 128;

/** The name that was probably meant: at most a third of it, or one letter, is different. */
export function closest(written: string, names: readonly string[]): string | undefined {
  if (names.length === 0 || written.length > LONGEST) return undefined;
  const found = nearest(written, names);
  return distance(written, found) <= Math.max(1, Math.floor(written.length / 3)) ? found : undefined;
}
