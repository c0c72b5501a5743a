import { Command } from "commander";
import { runProgram } from "./run-program";

/** A program with verbs. */
export interface CommandLine {
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly verbs: readonly Command[];
}

/** Runs the verb that the command line names. */
export function runCommandLine({ name, description, version, verbs }: CommandLine): void {
  const program = new Command(name)
    .description(description)
    .version(version)
    .addHelpText(
      "after",
      "\nExit codes: 0 success; 1 findings, drift or a failed check; 2 bad usage or input; 3 the answer hangs on what could not be read.",
    );
  for (const verb of verbs) program.addCommand(verb);
  // Commander exits with 1 on bad usage; here 1 means findings.
  for (const command of withCommands(program))
    command.showHelpAfterError("Try --help.").exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
  void runProgram(async () => {
    await program.parseAsync();
  });
}

const withCommands = (command: Command): Command[] => [command, ...command.commands.flatMap(withCommands)];
