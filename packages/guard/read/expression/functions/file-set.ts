import { toSet } from "../convert";
import type { Value } from "../value";
import { notEvaluated, text } from "./arguments";

/** Kinds of files that are read with a configuration: which others exist is not known. */
const READ = /\.(?:(?:json|tpl|tftpl|tmpl|ya?ml|txt)|\{(?:json|ya?ml|txt)(?:,(?:json|ya?ml|txt))*\})$/;
const MOST_WILDCARDS = 4;

/**
 * @param filesBelow paths of the input's files below a folder, from that folder on
 * @see https://developer.hashicorp.com/terraform/language/functions/fileset
 */
export function fileSet([folder, pattern]: readonly Value[], filesBelow: (folder: string) => readonly string[]): Value {
  const glob = text(pattern);
  if (!READ.test(glob) || /[[\]\\]/.test(glob) || (glob.match(/[*?]/g)?.length ?? 0) > MOST_WILDCARDS)
    notEvaluated(`the pattern ${glob} is not evaluated`);
  const expression = new RegExp(
    `^${glob.replace(/\*\*\/|\*\*|[*?{},.+^$()|]/g, (part) => PARTS[part] ?? `\\${part}`)}$`,
  );
  const found = filesBelow(text(folder)).filter((file) => expression.test(file));
  if (found.length === 0) notEvaluated(`no file in ${text(folder)} matches ${glob}`);
  return toSet(found);
}

const PARTS: Readonly<Record<string, string>> = {
  "**/": "(?:.*/)?",
  "**": ".*",
  "*": "[^/]*",
  "?": "[^/]",
  "{": "(?:",
  "}": ")",
  ",": "|",
};
