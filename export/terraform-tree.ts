import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import type { Config } from "../config/config";
import { awaitsIssuer } from "../config/identity";
import type { Stacks } from "../stacks/synthesize";
import { type Exported, keptNote, ownFiles } from "./exported";
import { MAIN, terraformDirectory } from "./render/terraform-directory";
import { HEADER, type Tree } from "./render/tree";
import { shellWord } from "./shell-word";
import { readIfThere } from "./write-tree";

/** Every stack that a config can have. */
const STACK_NAMES = [
  "openhands-issuer",
  "openhands",
  "openhands-deploy",
  "openhands-kubernetes",
  "openhands-audit",
  "openhands-operations",
];

/**
 * `aws/<stack>/main.tf.json` of every stack with its files, for a monorepo's Terraform folder. An owner's own
 * tfaction.yaml and the like stay as they are.
 * @param proofs of each stack, as Markdown
 * @throws InputError where a directory holds other Terraform files, since two declarations of one resource fail
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
    refuseOtherTerraform(join(directory, below));
    const contents = terraformDirectory(stack, json, proofs.get(stack) as string, config);
    const { files, kept } = ownFiles(join(directory, below), contents);
    for (const [name, text] of files) tree.set(join(below, name), text);
    notes.push(...kept.map((name) => keptNote(join(directory, below, name))));
  }
  for (const stack of awaitsIssuer(config) ? [] : STACK_NAMES)
    if (!stacks.has(stack) && existsSync(join(directory, "aws", stack, MAIN)))
      notes.push(`${join(directory, "aws", stack)} is no longer in the config: ${removalOf(stack)}`);
  return { directory, tree, notes };
}

/** Terraform refuses to destroy the issuer's documents, without which AWS accepts none of the cluster's tokens. */
const removalOf = (stack: string): string =>
  stack === "openhands-issuer"
    ? `keep it as long as AWS trusts the issuer; then take every prevent_destroy out of its ${MAIN}, empty its bucket, run terraform destroy there, and delete it`
    : "run terraform destroy there, then delete it";

function refuseOtherTerraform(directory: string): void {
  const others = otherTerraformFiles(directory);
  if (others.length > 0)
    throw new InputError(
      [
        `${directory} contains Terraform files besides ${MAIN}; Terraform would read both and reject the duplicates.`,
        "Nothing was written. Delete them, then export again (docs/adopt.md):",
        `  git -C ${shellWord(directory)} rm ${others.map(shellWord).join(" ")}`,
      ].join("\n"),
    );
}

/** Override files declare nothing: https://developer.hashicorp.com/terraform/language/files/override */
function otherTerraformFiles(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const ours = readIfThere(join(directory, MAIN))?.includes(HEADER);
  return readdirSync(directory)
    .filter((name) => /\.tf(\.json)?$/.test(name) && !/^(.+_)?override\.tf(\.json)?$/.test(name))
    .filter((name) => name !== MAIN || !ours)
    .sort();
}
