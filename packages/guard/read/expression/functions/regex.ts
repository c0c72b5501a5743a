import { objectOf, type Value } from "../value";
import { notEvaluated } from "./arguments";

const MAX_SUBJECT = 500;

/**
 * JavaScript's matcher backtracks and Terraform's does not: only patterns and strings that cannot take long are run.
 * @throws NotEvaluated for others
 */
function compile(pattern: string, subject: string): RegExp {
  const unescaped = pattern.replace(/\\./g, "_");
  const plain = unescaped.replace(/\[\^?\]?[^\]]*\]/g, "_");
  const quantifiers = plain.match(/[*+?{]/g)?.length ?? 0;
  const foreign = /\)[*+?{]|\(\?(?!:)/.test(plain) || /\[\[:/.test(unescaped) || /\\[pPzAQEC]/.test(pattern);
  if (foreign || quantifiers > 2 || subject.length > MAX_SUBJECT) notEvaluated("the pattern is not evaluated");
  try {
    return new RegExp(pattern, "gu");
  } catch {
    return notEvaluated("the pattern is not evaluated");
  }
}

/** With groups, a list of the groups without the whole match. */
export function findRegex(pattern: string, subject: string): Value[] {
  return [...subject.matchAll(compile(pattern, subject))].map(({ groups, 0: whole, ...found }) => {
    if (groups) return objectOf(Object.entries(groups).map(([name, value]) => [name, value ?? null]));
    const captured = Object.keys(found).filter((key) => /^\d+$/.test(key));
    return captured.length > 0 ? captured.map((key) => found[Number(key)] ?? null) : whole;
  });
}

/** A search between slashes is a pattern; `$1` or `${1}` in the replacement is a group then. */
export function replaceAll(value: string, search: string, replacement: string): string {
  const [, pattern] = /^\/(.*)\/$/s.exec(search) ?? [];
  if (pattern === undefined) return value.replaceAll(search, () => replacement);
  return value.replace(
    compile(pattern, value),
    replacement.replace(/\$\{?(\d+)\}?/g, (_, group: string) => (group === "0" ? "$&" : `$${group}`)),
  );
}
