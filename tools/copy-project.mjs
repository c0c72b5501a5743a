import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout that this file is in. */
export const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Copies what git tracks, as it is in the working tree: what a clone would contain, and nothing installed or generated. */
export function copyProject(folder) {
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: PROJECT, encoding: "utf8" }).split("\0");
  for (const file of files.filter((name) => name && existsSync(join(PROJECT, name)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(PROJECT, file), join(folder, file));
  }
}
