import type { AddHelpTextContext } from "commander";

/**
 * What follows the options in the help of a verb.
 * @param examples arguments, and what they do
 */
export const helpOf =
  (examples: readonly (readonly [args: string, what: string])[], exitCodes: string) =>
  ({ command }: AddHelpTextContext): string => {
    const verb = [command.parent?.name(), command.name()].filter(Boolean).join(" ");
    const lines = examples.map(([args, what]) => `  # ${what}\n  ${verb} ${args}`);
    return `\nExamples:\n${lines.join("\n")}\n\nExit codes: ${exitCodes}.`;
  };
