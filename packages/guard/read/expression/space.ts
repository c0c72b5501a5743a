/** What Go calls a space. */
const SPACE = "[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const START = new RegExp(`^${SPACE}+`);
const ANY_SPACE = new RegExp(SPACE);

export const trimStart = (text: string): string => text.replace(START, "");

/** @param character what to remove. @default a space */
export function trimEnd(text: string, character = ANY_SPACE): string {
  // From the end: a pattern that ends with `$` would try every such character of a long text.
  let end = text.length;
  while (end > 0 && character.test(text[end - 1] as string)) end--;
  return text.slice(0, end);
}
