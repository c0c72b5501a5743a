/**
 * Shell: prints a file as a block of code for Markdown. Whatever it says, it is neither markup nor a mention there. In a job's
 * log it could be a command of the runner: such texts go to files only.
 * @see https://spec.commonmark.org/0.31.2/#indented-code-blocks
 */
export const asCode = (file: string): string => `tr -d '\\r' < "${file}" | sed 's/^/    /'`;
