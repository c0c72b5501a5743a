import { textOf, type Value } from "../value";
import type { TerraformFunction } from ".";
import { bad, list, notEvaluated, number, text } from "./arguments";
import { findRegex, replaceAll } from "./regex";

export const STRINGS: Readonly<Record<string, TerraformFunction>> = {
  chomp: ([value]) => text(value).replace(/[\r\n]+$/, ""),
  endswith: ([value, end]) => text(value).endsWith(text(end)),
  format: ([pattern, ...args]) => format(text(pattern), args),
  join: ([separator, ...lists]) => lists.flatMap((part) => list(part).map(text)).join(text(separator)),
  lower: ([value]) => text(value).toLowerCase(),
  regex: ([pattern, value]) => findRegex(text(pattern), text(value))[0] ?? bad("the pattern matches nothing"),
  regexall: ([pattern, value]) => findRegex(text(pattern), text(value)),
  replace: ([value, search, replacement]) => replaceAll(text(value), text(search), text(replacement)),
  split: ([separator, value]) => (text(value) === "" ? [""] : text(value).split(text(separator))),
  startswith: ([value, start]) => text(value).startsWith(text(start)),
  strcontains: ([value, part]) => text(value).includes(text(part)),
  substr: ([value, offset, length]) => substring([...text(value)], number(offset), number(length)),
  title: ([value]) =>
    text(value).replace(/(^|\s)(\S)/g, (_, before: string, letter: string) => before + letter.toUpperCase()),
  trim: ([value, characters]) => trim(text(value), new Set(text(characters))),
  trimprefix: ([value, prefix]) => trimPrefix(text(value), text(prefix)),
  trimspace: ([value]) => text(value).trim(),
  trimsuffix: ([value, suffix]) => trimSuffix(text(value), text(suffix)),
  upper: ([value]) => text(value).toUpperCase(),
  urlencode: ([value]) => encodeURIComponent(text(value)).replaceAll("%20", "+"),
};

/** `formatlist`: lists go element by element, strings stay the same for each. */
export function formatList(pattern: string, args: readonly Value[]): Value {
  const lengths = args.filter(Array.isArray).map((arg) => arg.length);
  const length = lengths[0] ?? 1;
  if (lengths.some((other) => other !== length)) bad("the lists have different lengths");
  return Array.from({ length }, (_, index) =>
    format(
      pattern,
      args.map((arg) => (Array.isArray(arg) ? (arg[index] as Value) : arg)),
    ),
  );
}

/** @see https://developer.hashicorp.com/terraform/language/functions/format */
export function format(pattern: string, args: readonly Value[]): string {
  let next = 0;
  const result = pattern.replace(
    /%(?:%|(0?)(\d*)([a-zA-Z]))/g,
    (directive, zero: string, width: string, verb: string) => {
      if (directive === "%%") return "%";
      const arg = args[next++];
      if (arg === undefined) return bad("a verb has no argument");
      if (Number(width) > 1000) notEvaluated("a width is too large");
      return shown(verb, arg).padStart(Number(width), zero || " ");
    },
  );
  return next < args.length ? bad("an argument has no verb") : result;
}

function shown(verb: string, value: Value): string {
  if (verb === "s" || verb === "d") return text(value);
  if (verb === "q") return JSON.stringify(text(value));
  return verb === "v" ? (textOf(value) ?? JSON.stringify(value)) : notEvaluated(`%${verb} is not evaluated`);
}

const substring = (characters: readonly string[], offset: number, length: number): string => {
  const start = offset < 0 ? characters.length + offset : offset;
  return characters.slice(start, length < 0 ? undefined : start + length).join("");
};

const trimPrefix = (value: string, prefix: string): string =>
  value.startsWith(prefix) ? value.slice(prefix.length) : value;

const trimSuffix = (value: string, suffix: string): string =>
  value.endsWith(suffix) ? value.slice(0, value.length - suffix.length) : value;

function trim(value: string, characters: ReadonlySet<string>): string {
  let start = 0;
  let end = value.length;
  while (start < end && characters.has(value[start] as string)) start++;
  while (end > start && characters.has(value[end - 1] as string)) end--;
  return value.slice(start, end);
}
