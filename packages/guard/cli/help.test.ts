import { Command } from "commander";
import { guardCommand } from "./guard";
import { whocanCommand } from "./whocan";

it.each([
  [
    "guard",
    guardCommand,
    3,
    "0 no error or warning; 1 an error or a warning, or a failed proof; 2 bad usage or input; 3 with --prove: the proof holds, but something could not be read.",
  ],
  [
    "whocan",
    whocanCommand,
    2,
    "0 a role can be assumed and allows the action; 1 none can, or none allows it; 2 bad usage or input; 3 none was found, but something could not be read.",
  ],
])("ends the help of %s with examples and exit codes", (name, make, count, codes) => {
  const verb = make();
  new Command("program").addCommand(verb);
  let help = "";
  verb.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  expect(help.match(new RegExp(`^  program ${name} `, "gm"))).toHaveLength(count);
  expect(help).toContain(`\nExit codes: ${codes}\n`);
});
