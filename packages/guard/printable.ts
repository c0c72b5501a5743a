/** Control characters (a line break too), marks that reorder or hide text, and halves of characters. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Those that JSON.stringify leaves as they are. */
const LEFT_IN_JSON = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * One line of text as a terminal and a CI log show it. Names and messages hold what strangers wrote: as they are, they
 * could move the cursor, hide text, or give the runner a command.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const printable = (text: string): string =>
  withoutOldCommands(text.replace(UNPRINTABLE, escaped)).replace(/^(\s*):(?=:)/, `$1${escaped(":")}`);

/** Several lines of it. */
export const printableLines = (text: string): string => text.split("\n").map(printable).join("\n");

/** JSON of the same value, as {@link printable}. */
export const printableJson = (value: unknown): string =>
  withoutOldCommands(`${JSON.stringify(value, null, 2)}\n`.replace(LEFT_IN_JSON, escaped));

/** The runner looks for its first form of commands, `##[error]`, anywhere in a line. */
const withoutOldCommands = (text: string): string => text.replaceAll("##[", `#${escaped("#")}[`);

/** As JSON writes it. */
const escaped = (character: string): string =>
  character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
