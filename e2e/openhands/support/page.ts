import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../../../project";
import { readMarkdown } from "../../../tools/markdown";

/** What a person does for one step of a page, in its order. */
export interface Step {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A config to be written, or commands to be run. */
export type Block = { readonly config: string } | { readonly commands: readonly string[] };

/** The numbered steps of a section: `**1. Title.** Text`, with blocks of yaml and console. */
export function stepsOf(document: string, heading: string): Step[] {
  const text = readFileSync(join(PROJECT, document), "utf8");
  const [, section = ""] = text.split(`\n## ${heading}\n`);
  const [own = ""] = section.split("\n## ");
  const [, ...parts] = own.split(/^\*\*\d+\. (.+?)\*\*/m);
  const titles = parts.filter((_, index) => index % 2 === 0);
  return titles.map((title, index) => ({ title, blocks: blocksOf(parts[2 * index + 1] ?? "") }));
}

const blocksOf = (text: string): Block[] =>
  readMarkdown(text).blocks.flatMap(({ language, text }): Block[] => {
    if (language === "yaml") return [{ config: text }];
    const lines = text.replaceAll("\\\n", " ").match(/^\$ .*$/gm) ?? [];
    return language === "console" ? [{ commands: lines.map((line) => line.slice(2)) }] : [];
  });
