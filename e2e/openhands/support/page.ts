import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../../../project";
import { readMarkdown } from "../../../tools/markdown";

/** What a page has its reader do: write a config, or run commands. */
export type Block = { readonly config: string } | { readonly commands: readonly string[] };

/** The blocks of yaml and console of a section, in its order. */
export function blocksOf(document: string, heading: string): Block[] {
  const text = readFileSync(join(PROJECT, document), "utf8");
  const [, after = ""] = text.split(`\n## ${heading}\n`);
  const [section = ""] = after.split("\n## ");
  return readMarkdown(section).blocks.flatMap(({ language, text }): Block[] => {
    if (language === "yaml") return [{ config: text }];
    const lines = text.replaceAll("\\\n", " ").match(/^\$ .*$/gm) ?? [];
    return language === "console" ? [{ commands: lines.map((line) => line.slice(2)) }] : [];
  });
}
