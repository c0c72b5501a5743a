import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { createTwoFilesPatch } from "diff";
import { loadCatalogue } from "../guard/catalogue/load";
import type { Proof } from "../guard/prove/proof";
import { proofMarkdown } from "../guard/prove/render";
import { writableFiles } from "../output/export-directory";
import { guardStacks } from "../output/guard-stacks";
import { renderStacks } from "../output/json";
import { proveStacks } from "../output/prove-stacks";
import { MAIN, terraformDirectory } from "../output/terraform-directory";
import { readIfThere, type Tree, writeTree } from "../output/write-tree";
import { STACK_NAMES } from "../stacks/names";
import { configOption } from "./options";
import { ownStacks } from "./own-stacks";

interface Options {
  readonly config?: string;
  readonly terraform: string;
  readonly check: boolean;
}

export const exportCommand = () =>
  new Command("export")
    .summary("write the Terraform JSON for review and apply")
    .description(
      "Writes aws/<stack>/main.tf.json with the files that tfaction needs below the Terraform folder. A file that somebody else wrote is kept; a directory with other Terraform files is refused.",
    )
    .addOption(configOption())
    .option("--terraform <dir>", "the Terraform folder", "terraform")
    .option("--check", "write nothing; show what is stale and exit with 1", false)
    .action(async ({ config: option, terraform, check }: Options) => {
      const { file, config, stacks, needs } = await ownStacks(option);
      const rendered = renderStacks(stacks);
      process.stderr.write(await guardStacks(rendered, config, file, new Date()));
      const tree: Tree = new Map();
      const catalogue = await loadCatalogue("all");
      const proofs = await proveStacks(rendered, needs(), catalogue);
      for (const [stack, json] of stacks) {
        const directory = join("aws", stack);
        const proof = proofMarkdown(proofs.get(stack) as Proof, catalogue);
        const contents = terraformDirectory(stack, json, proof, config);
        const { files, kept } = writableFiles(join(terraform, directory), contents);
        for (const [name, text] of files) tree.set(join(directory, name), text);
        for (const name of kept) note(`kept ${join(terraform, directory, name)}: it is yours`);
      }
      for (const stack of STACK_NAMES)
        if (!stacks.has(stack) && existsSync(join(terraform, "aws", stack, MAIN)))
          note(
            `${join(terraform, "aws", stack)} is no longer in the config: run terraform destroy there, then delete it`,
          );

      if (check) process.exitCode = showStale(terraform, tree) ? 1 : 0;
      else report(terraform, writeTree(terraform, tree));
    });

const note = (line: string) => process.stderr.write(`${line}\n`);

function report(directory: string, written: readonly string[]): void {
  for (const path of written) process.stdout.write(`wrote ${join(directory, path)}\n`);
  if (written.length === 0) process.stdout.write(`${directory} is up to date\n`);
}

/** Prints a diff of every file that export would change. @returns whether there is one */
function showStale(directory: string, tree: Tree): boolean {
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
    stale ? `${directory} is stale; run the same without --check\n` : `${directory} is up to date\n`,
  );
  return stale;
}
