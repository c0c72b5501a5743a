import { guardCommand, whocanCommand } from "@openhands-aws/guard/cli";
import type { Command } from "commander";
import { verbs } from "../cli/verbs";
import { scripts } from "../package.json";
import type { Markdown } from "./markdown";

/** The verbs of each program, as it defines them. */
const GUARD = [guardCommand(), whocanCommand()];
const APP = verbs();
const PROGRAMS = new Map([
  ["openhands-aws", APP],
  ["bin/openhands-aws", APP],
  ["openhands-aws-guard", GUARD],
  ["packages/guard/bin/openhands-aws-guard", GUARD],
]);
const EVERY_FLAG = new Set(APP.flatMap(flagsOf));
/** Scripts that npm itself names. */
const SHORT = ["test", "start"];

/** The commands that a document shows: after a prompt in its blocks, and in its text. Each as its words. */
export const commandsIn = ({ spans, blocks }: Markdown): string[][] =>
  [...blocks.flatMap(({ text }) => text.replaceAll("\\\n", " ").match(/^[$#] .*$/gm) ?? []), ...spans]
    .map((line) => line.replace(/^[$#] /, "").replace(/\s+# .*$/, ""))
    .flatMap((line) => line.split(/ (?:&&|\|\||[;|]) /))
    .map((command) => command.trim().split(" "));

/** @returns what the command names that does not exist */
export function unknownIn([name = "", ...words]: readonly string[]): string[] {
  if (name === "npm") return unknownScript(words);
  if (name.startsWith("--")) return EVERY_FLAG.has(name) ? [] : [name];
  const program = PROGRAMS.get(name);
  if (program) return unknownVerb(program, words);
  return APP.some((verb) => verb.name() === name) ? unknownVerb(APP, [name, ...words]) : [];
}

function unknownScript([first = "", ...rest]: readonly string[]): string[] {
  const name = first === "run" ? rest.find((word) => !word.startsWith("-")) : SHORT.find((script) => script === first);
  return name === undefined || name in scripts ? [] : [`npm run ${name}`];
}

/** VERB stands for any, and so does a program on its own. */
function unknownVerb(verbs: readonly Command[], [name = "VERB", ...words]: readonly string[]): string[] {
  if (name === "VERB" || /^-/.test(name)) return [];
  const verb = verbs.find((one) => one.name() === name);
  if (!verb) return [name];
  if (verb.commands.length > 0) return unknownVerb(verb.commands, words);
  const flags = flagsOf(verb);
  return words.flatMap((word) => /^\[?(--[\w-]+)/.exec(word)?.[1] ?? []).filter((flag) => !flags.includes(flag));
}

function flagsOf(command: Command): string[] {
  return ["--help", ...command.options.flatMap(({ long }) => long ?? []), ...command.commands.flatMap(flagsOf)];
}
