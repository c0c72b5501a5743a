import { toSet } from "../convert";
import type { Value } from "../value";
import { notEvaluated, text } from "./arguments";
import type { FunctionContext } from "./index";

const MOST_WILDCARDS = 4;

/**
 * @param filesBelow paths of the files below a folder, from that folder on, down to so many levels
 * @see https://developer.hashicorp.com/terraform/language/functions/fileset
 */
export function fileSet([folder, pattern]: readonly Value[], filesBelow: FunctionContext["filesBelow"]): Value {
  const glob = text(pattern);
  if (/[[\]\\]/.test(glob) || (glob.match(/[*?]/g)?.length ?? 0) > MOST_WILDCARDS)
    notEvaluated(`the pattern ${glob} is not evaluated`);
  const expression = new RegExp(
    `^${glob.replace(/\*\*\/|\*\*|[*?{},.+^$()|]/g, (part) => PARTS[part] ?? `\\${part}`)}$`,
  );
  const files = filesBelow(text(folder), glob.includes("**") ? Number.POSITIVE_INFINITY : glob.split("/").length - 1);
  if (files && "unread" in files) notEvaluated(`the folder ${text(folder)} was not read: ${files.unread}`);
  const found = files?.filter((file) => expression.test(file)) ?? [];
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
