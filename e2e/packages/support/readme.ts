import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../../../project";

export const readmeOf = (name: "constructs" | "guard") =>
  readFileSync(join(PROJECT, "packages", name, "README.md"), "utf8");

/** The files that a README shows: each begins with its name in a comment. */
export function examplesIn(readme: string): Map<string, string> {
  const blocks = readme.matchAll(/^```\w+\n(?:\/\/|#) ([\w.-]+)\n[\s\S]*?^```$/gm);
  return new Map(Array.from(blocks, ([block, file = ""]) => [file, block.split("\n").slice(1, -1).join("\n")]));
}
