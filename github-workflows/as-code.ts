/**
 * Shell: makes a Markdown block of code from standard input. Whatever a line says, it is neither markup, a mention nor a
 * command of the runner, which knows one anywhere in a job's log: such texts go to files only.
 * @see https://spec.commonmark.org/0.31.2/#indented-code-blocks
 */
export const AS_CODE = "tr -d '\\r' | sed 's/^/    /'";
