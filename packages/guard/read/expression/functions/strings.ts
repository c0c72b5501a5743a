import { trimEnd, trimStart } from "../space";
import type { Value } from "../value";
import type { TerraformFunction } from ".";
import { bad, elements, integer, notEvaluated, text, texts } from "./arguments";
import { characters } from "./characters";
import { listOf } from "./collections";
import { format } from "./format";
import { allMatches, firstMatch, replaceAll } from "./regex";

export const STRINGS: Readonly<Record<string, TerraformFunction>> = {
  basename: ([path]) => basename(text(path)),
  chomp: ([value]) => trimEnd(text(value), /[\r\n]/),
  dirname: ([path]) => dirname(text(path)),
  endswith: ([value, end]) => text(value).endsWith(text(end)),
  format: ([pattern, ...args]) => format(text(pattern), args),
  indent: ([spaces, value]) => {
    const count = integer(spaces);
    if (count < 0 || count > 1000) return notEvaluated("so many spaces");
    return text(value).replaceAll("\n", `\n${" ".repeat(count)}`);
  },
  join: ([separator, ...lists]) =>
    lists.length > 0 ? lists.flatMap((part) => texts(elements(part))).join(text(separator)) : bad("a list is missing"),
  lower: ([value]) => eachCharacter(text(value), (character) => character.toLowerCase()),
  regex: ([pattern, value]) => firstMatch(text(pattern), text(value)),
  regexall: ([pattern, value]) => allMatches(text(pattern), text(value)),
  replace: ([value, search, replacement]) => replaceAll(text(value), text(search), text(replacement)),
  split: ([separator, value]) =>
    listOf(text(separator) === "" ? [...text(value)] : text(value).split(text(separator)), "string"),
  startswith: ([value, start]) => text(value).startsWith(text(start)),
  strcontains: ([value, part]) => text(value).includes(text(part)),
  strrev: ([value]) => [...characters(text(value))].reverse().join(""),
  substr: ([value, offset, length]) => substring(characters(text(value)), integer(offset), integer(length)),
  title: ([value]) => title(text(value)),
  trim: ([value, cutset]) => trim([...text(value)], new Set(text(cutset))),
  trimprefix: ([value, prefix]) => trimPrefix(text(value), text(prefix)),
  trimspace: ([value]) => trimStart(trimEnd(text(value))),
  trimsuffix: ([value, suffix]) => trimSuffix(text(value), text(suffix)),
  upper: ([value]) => eachCharacter(text(value), (character) => character.toUpperCase()),
  urlencode: ([value]) =>
    encodeURIComponent(text(value)).replace(/%20|[!'()*]/g, (character) =>
      character === "%20" ? "+" : `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
};

/** Go maps one code point to one. */
const eachCharacter = (value: string, change: (character: string) => string): string =>
  value.replace(/[\s\S]/gu, (character) => {
    const changed = change(character);
    return [...changed].length === 1 ? changed : notEvaluated(`the other case of ${character} has several characters`);
  });

function title(value: string): string {
  if (/[^\0-\x7f]/.test(value)) return notEvaluated("the text has letters that are not ASCII");
  return value.replace(/(^|[^\w])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}

function substring(all: readonly string[], offset: number, length: number): string {
  const start = offset < 0 ? Math.max(0, all.length + offset) : offset;
  // Terraform takes all of it for a length of zero as well, if it counts from the end.
  return all.slice(start, length < 0 || (length === 0 && offset < 0) ? undefined : start + length).join("");
}

const trimPrefix = (value: string, prefix: string): string =>
  value.startsWith(prefix) ? value.slice(prefix.length) : value;

const trimSuffix = (value: string, suffix: string): string =>
  value.endsWith(suffix) ? value.slice(0, value.length - suffix.length) : value;

function trim(value: readonly string[], cutset: ReadonlySet<string>): string {
  let start = 0;
  let end = value.length;
  while (start < end && cutset.has(value[start] as string)) start++;
  while (end > start && cutset.has(value[end - 1] as string)) end--;
  return value.slice(start, end).join("");
}

function basename(path: string): string {
  const trimmed = trimEnd(path, /\//);
  return trimmed === "" ? (path === "" ? "." : "/") : trimmed.slice(trimmed.lastIndexOf("/") + 1);
}

const dirname = (path: string): string => cleaned(path.slice(0, path.lastIndexOf("/") + 1));

/** As Go's `filepath.Clean`. */
export function cleaned(path: string): string {
  const rooted = path.startsWith("/");
  const kept: string[] = [];
  for (const part of path.split("/"))
    if (part === ".." && kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (part !== "" && part !== "." && !(part === ".." && rooted)) kept.push(part);
  return `${rooted ? "/" : ""}${kept.join("/")}` || ".";
}

/** `formatlist`: lists go element by element, single values stay the same for each. */
export function formatList(pattern: string, args: readonly Value[]): Value {
  const lengths = args.filter(Array.isArray).map((arg) => arg.length);
  const length = lengths[0] ?? 1;
  if (lengths.some((other) => other !== length)) bad("the lists have different lengths");
  const texts = Array.from({ length }, (_, index) =>
    format(
      pattern,
      args.map((arg) => (Array.isArray(arg) ? (arg[index] as Value) : arg)),
    ),
  );
  return listOf(texts, "string");
}
