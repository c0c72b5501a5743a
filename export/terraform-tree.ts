import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../config/config";
import { STACK_NAMES } from "../stacks/names";
import type { Stacks } from "../stacks/synthesize";
import { writableFiles } from "./export-directory";
import { type Exported, keptNote } from "./exported";
import { MAIN, terraformDirectory } from "./render/terraform-directory";
import type { Tree } from "./render/tree";

/**
 * `aws/<stack>/main.tf.json` of every stack with its files, for a monorepo's Terraform folder.
 * @param proofs of each stack, as Markdown
 * @throws InputError where a directory holds other Terraform files
 */
export function terraformTree(
  directory: string,
  stacks: Stacks,
  proofs: ReadonlyMap<string, string>,
  config: Config,
): Exported {
  const tree: Tree = new Map();
  const notes: string[] = [];
  for (const [stack, json] of stacks) {
    const below = join("aws", stack);
    const contents = terraformDirectory(stack, json, proofs.get(stack) as string, config);
    const { files, kept } = writableFiles(join(directory, below), contents);
    for (const [name, text] of files) tree.set(join(below, name), text);
    notes.push(...kept.map((name) => keptNote(join(directory, below, name))));
  }
  for (const stack of STACK_NAMES)
    if (!stacks.has(stack) && existsSync(join(directory, "aws", stack, MAIN)))
      notes.push(
        `${join(directory, "aws", stack)} is no longer in the config: run terraform destroy there, then delete it`,
      );
  return { directory, tree, notes };
}
