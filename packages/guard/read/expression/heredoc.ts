import type { Cursor } from "./cursor";

/**
 * The lines up to the end marker, without the indentation that all of them share when it was opened with `<<-`.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#heredoc-strings
 */
export function heredocText(cursor: Cursor, [, dash, marker]: RegExpExecArray): string {
  const lines: string[] = [];
  for (;;) {
    if (cursor.ended) cursor.fail(`the heredoc is not closed by ${marker}`);
    const newline = cursor.text.indexOf("\n", cursor.at);
    const end = newline < 0 ? cursor.text.length : newline;
    const line = cursor.text.slice(cursor.at, end);
    if (line.trim() === marker) {
      cursor.at = end;
      break;
    }
    lines.push(line);
    cursor.at = Math.min(end + 1, cursor.text.length);
  }
  const indents = lines.filter((line) => line.trim()).map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  // One by one: a spread of a long list overflows the stack.
  const indent = dash ? indents.reduce((least, next) => Math.min(least, next), Number.POSITIVE_INFINITY) : 0;
  return lines.map((line) => `${line.slice(indent === Number.POSITIVE_INFINITY ? 0 : indent)}\n`).join("");
}
