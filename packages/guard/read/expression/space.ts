/** What Go calls a space. */
const SPACE = "[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const START = new RegExp(`^${SPACE}+`);
const END = new RegExp(`${SPACE}+$`);

export const trimStart = (text: string): string => text.replace(START, "");

export function trimEnd(text: string): string {
  // From the end: the pattern would try every space of a long text.
  let end = text.length;
  while (end > 0 && END.test(text[end - 1] as string)) end--;
  return text.slice(0, end);
}
