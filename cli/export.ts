import { join } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { Command } from "commander";
import { createTwoFilesPatch } from "diff";
import { configFile } from "../config/path";
import type { Exported } from "../export/exported";
import { readIfThere } from "../export/write-tree";
import { ALL_FOLDERS, type Folders } from "./folders";
import { configOption } from "./installation";
import { writeExported } from "./write-exported";

interface Options extends Folders {
  readonly config?: string;
  readonly check: boolean;
}

const HELP = `
Examples:
  openhands-aws export --terraform ../arch/terraform --manifests ../lolice/manifests
  openhands-aws export --check

Exit codes: 0 written, or nothing is stale; 1 an error of the guard, or stale files; 2 bad usage or input.`;

export const exportCommand = () =>
  new Command("export")
    .summary("write the Terraform JSON, the manifests and the workflows for review")
    .description(
      "Writes the folders that are named; if none is named, terraform/, manifests/ and workflows/. Files that someone else wrote are kept; a Terraform directory with other Terraform files is an error.",
    )
    .addOption(configOption())
    .option("--terraform <dir>", "aws/<stack>/main.tf.json with the files that tfaction needs")
    .option("--manifests <dir>", "openhands/ and external-secrets/ for kubectl, kustomize or Argo CD")
    .option("--workflows <dir>", "GitHub workflows, for a repository's .github/workflows")
    .option("--check", "write nothing; show what is stale, and exit with 1 if anything is", false)
    .addHelpText("after", HELP)
    .action(async ({ config: option, check, ...named }: Options) => {
      for (const [option, folder] of Object.entries(named))
        if (folder === "") throw new InputError(`--${option} needs the name of a folder, or . for the current one.`);
      const folders = Object.keys(named).length > 0 ? named : ALL_FOLDERS;
      const { exportedTrees } = await import("./exported-trees.js");
      const { exported, warnings } = await exportedTrees(folders, configFile(option));
      process.stderr.write(warnings);
      for (const note of exported.flatMap(({ notes }) => notes)) process.stderr.write(`${note}\n`);

      if (check) process.exitCode = exported.map(showStale).includes(true) ? 1 : 0;
      else write(exported);
    });

function write(exported: readonly Exported[]): void {
  const written = new Set(writeExported(exported));
  for (const path of written) process.stdout.write(`wrote ${path}\n`);
  for (const { directory, tree } of exported)
    if (![...tree.keys()].some((path) => written.has(join(directory, path))))
      process.stdout.write(`${directory} is up to date\n`);
}

/** Prints a diff of every file that export would change. @returns whether there is one */
function showStale({ directory, tree }: Exported): boolean {
  let stale = false;
  for (const [path, text] of tree) {
    const file = join(directory, path);
    const present = readIfThere(file);
    if (present === text) continue;
    stale = true;
    process.stdout.write(
      createTwoFilesPatch(present === undefined ? "/dev/null" : file, file, present ?? "", text, "", "exported"),
    );
  }
  process.stdout.write(
    stale ? `${directory} is stale; run the same command without --check\n` : `${directory} is up to date\n`,
  );
  return stale;
}
