import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { ownFiles } from "./exported";
import { HEADER, MAIN } from "./render/terraform-directory";
import { readIfThere } from "./write-tree";

/**
 * What of `files` may be written into `directory`: an owner's own tfaction.yaml and the like stay as they are.
 * @throws InputError where the directory holds other Terraform files, since two declarations of one resource fail
 */
export function writableFiles(
  directory: string,
  files: ReadonlyMap<string, string>,
): { files: Map<string, string>; kept: string[] } {
  const others = otherTerraformFiles(directory);
  if (others.length > 0)
    throw new InputError(
      [
        `${directory} holds Terraform files beside ${MAIN}; Terraform would read both and refuse them as duplicates.`,
        "Nothing was written. Delete them, then export again (docs/adopt.md):",
        `  git -C ${shellWord(directory)} rm ${others.map(shellWord).join(" ")}`,
      ].join("\n"),
    );
  return ownFiles(directory, files);
}

/** Override files are no declarations: https://developer.hashicorp.com/terraform/language/files/override */
function otherTerraformFiles(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const ours = readIfThere(join(directory, MAIN))?.includes(HEADER);
  return readdirSync(directory)
    .filter((name) => /\.tf(\.json)?$/.test(name) && !/^(.+_)?override\.tf(\.json)?$/.test(name))
    .filter((name) => name !== MAIN || !ours)
    .sort();
}

const shellWord = (text: string) => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
