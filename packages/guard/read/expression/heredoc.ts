import type { Cursor } from "./cursor";

/**
 * The lines up to the end marker.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#heredoc-strings
 */
export function heredocText(cursor: Cursor, [, , marker]: RegExpExecArray): string {
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
  return lines.map((line) => `${line}\n`).join("");
}
