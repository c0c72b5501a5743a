import { Command } from "commander";
import { runProgram } from "../config/input-error";
import { DESCRIPTION, VERSION } from "../project";
import { exportCommand } from "./export";
import { guardCommand } from "./guard";
import { whocanCommand } from "./whocan";

const program = new Command("openhands-aws")
  .description(DESCRIPTION)
  .version(VERSION)
  .addCommand(exportCommand())
  .addCommand(guardCommand())
  .addCommand(whocanCommand())
  .addHelpText("after", "\nExit codes: 0 fine; 1 findings, drift or a failed check; 2 bad usage or input.");

// Commander ends with 1 on bad usage; here 1 means findings.
for (const command of [program, ...program.commands])
  command.showHelpAfterError("Try --help.").exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

void runProgram(async () => {
  await program.parseAsync();
});
