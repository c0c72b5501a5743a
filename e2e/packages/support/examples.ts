import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../../../project";

/** The files that a package's README shows: each begins with its name in a comment. */
export function examples(name: "constructs" | "guard"): Map<string, string> {
  const readme = readFileSync(join(PROJECT, "packages", name, "README.md"), "utf8");
  const blocks = readme.matchAll(/^```\w+\n(?:\/\/|#) ([\w.-]+)\n[\s\S]*?^```$/gm);
  return new Map(Array.from(blocks, ([block, file = ""]) => [file, block.split("\n").slice(1, -1).join("\n")]));
}
