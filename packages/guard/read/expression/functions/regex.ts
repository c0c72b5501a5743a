import type { Type } from "../type";
import { objectOf, type Value } from "../value";
import { bad, notEvaluated } from "./arguments";
import { listOf } from "./collections";

const MAX_SUBJECT = 500;

interface Pattern {
  readonly expression: RegExp;
  readonly groups: number;
  readonly names: readonly string[];
}

/** What both engines write alike, but mean differently. */
const TRANSLATED: Readonly<Record<string, string>> = {
  "\\s": "[\\t\\n\\f\\r ]",
  "\\S": "[^\\t\\n\\f\\r ]",
  "\\a": "\\x07",
  "\\z": "$",
  "\\A": "^",
  ".": "[^\\n]",
};

/** Escapes that mean the same in both engines. */
const ESCAPES = /^\\[dDwWbBtnrfv.*+?()[\]{}|^$/\\-]$/;

/**
 * JavaScript's matcher backtracks and Terraform's does not: only patterns and strings that cannot take long are run, and
 * only of what both engines understand in the same way.
 * @throws NotEvaluated for others
 */
function compile(pattern: string, subject: string): Pattern {
  const parts = pattern.match(/\\[\s\S]|\[\^?\]?(?:\\[\s\S]|\[:|[^\]\\])*\]|\(\?P?<\w+>|\(\?:|[\s\S]/g) ?? [];
  const translated = parts.map((part) => {
    if (part === ".") return TRANSLATED["."] as string;
    if (part.startsWith("\\")) return escaped(part);
    if (part.length > 1 && part.startsWith("[")) return characterClass(part);
    return part.replace("(?P<", "(?<");
  });
  const count = (kind: RegExp) => parts.filter((part) => kind.test(part)).length;
  const repeatsGroup = parts.some((part, at) => part === ")" && /^[*+{]$/.test(parts[at + 1] ?? ""));
  const foreign = parts.some((part, at) => part === "(" && parts[at + 1] === "?");
  if (foreign || repeatsGroup || count(/^[*+{]$/) > 2 || count(/^\?$/) > 4 || subject.length > MAX_SUBJECT)
    return notEvaluated("the pattern is not evaluated");
  try {
    return {
      expression: new RegExp(translated.join(""), "gu"),
      groups: parts.filter((part) => part === "(").length,
      names: parts.flatMap((part) => /^\(\?P?<(\w+)>$/.exec(part)?.[1] ?? []),
    };
  } catch {
    return notEvaluated("the pattern is not evaluated");
  }
}

function escaped(part: string): string {
  const translated = TRANSLATED[part];
  if (translated !== undefined) return translated;
  if (ESCAPES.test(part)) return part === "\\-" ? "\\x2d" : part;
  // The u flag refuses to escape what needs no escape.
  return /^\\[!"#%&',:;<=>@_`~ ]$/.test(part) ? part.slice(1) : notEvaluated(`${part} in a pattern is not evaluated`);
}

function characterClass(part: string): string {
  const inner = part.slice(1, -1);
  if (/\[:|\\[^dwtnrfv.*+?()[\]{}|^$/\\s-]|^\^?\]/.test(inner) || inner.includes("["))
    return notEvaluated("the pattern is not evaluated");
  return `[${inner.replace(/\\s/g, "\\t\\n\\f\\r ")}]`;
}

/** Matches as Go finds them: none is empty right after another. */
function matchesOf({ expression }: Pattern, subject: string): RegExpExecArray[] {
  let end = -1;
  return [...subject.matchAll(expression)].filter((match) => {
    const accepted = match[0] !== "" || match.index !== end;
    if (accepted) end = match.index + match[0].length;
    return accepted;
  });
}

/** The whole match, or its groups. */
function captured({ groups, names }: Pattern, match: RegExpExecArray): Value {
  if (groups > 0 && names.length > 0) return bad("groups with and without a name");
  if (names.length > 0) return objectOf(names.map((name) => [name, match.groups?.[name] ?? null]));
  return groups > 0 ? Array.from({ length: groups }, (_, at) => match[at + 1] ?? null) : match[0];
}

export function firstMatch(pattern: string, subject: string): Value {
  const compiled = compile(pattern, subject);
  const [first] = matchesOf(compiled, subject);
  return first ? captured(compiled, first) : bad("the pattern matches nothing");
}

export function allMatches(pattern: string, subject: string): Value {
  const compiled = compile(pattern, subject);
  const { groups, names } = compiled;
  const of: Type =
    names.length > 0
      ? { kind: "object", of: Object.fromEntries(names.map((name) => [name, "string"])) }
      : groups > 0
        ? { kind: "tuple", of: Array.from({ length: groups }, () => "string" as const) }
        : "string";
  return listOf(
    matchesOf(compiled, subject).map((match) => captured(compiled, match)),
    of,
  );
}

/** A search between slashes is a pattern; `$1` or `${1}` in the replacement is a group then. */
export function replaceAll(value: string, search: string, replacement: string): string {
  if (!(search.length > 1 && search.startsWith("/") && search.endsWith("/")))
    return value.replaceAll(search, () => replacement);
  const compiled = compile(search.slice(1, -1), value);
  let result = "";
  let end = 0;
  for (const match of matchesOf(compiled, value)) {
    result += value.slice(end, match.index) + expanded(replacement, match);
    end = match.index + match[0].length;
  }
  return result + value.slice(end);
}

/** Go takes the longest name after `$`: `$1x` is the group `1x`, which does not exist. */
const expanded = (replacement: string, match: RegExpExecArray): string =>
  replacement.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (reference, name?: string, braced?: string) => {
    if (reference === "$$") return "$";
    const group = name ?? braced ?? "";
    return (/^\d+$/.test(group) ? match[Number(group)] : match.groups?.[group]) ?? "";
  });
