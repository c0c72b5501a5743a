import { folded } from "../../support/folded";
import type { Evaluation } from "./evaluation";
import { isList, isObject, objectOf, type Value } from "./value";

/** Stands for a value that somebody has yet to fill in. */
const WHOLE = /^\s*(?:x{3,}|\*{3,}|\?+|todo|tbd|fixme|placeholder|unset|dummy|0{12})\s*$/i;
/** The same as a part of a text: an account id, or what says of itself that it has to be replaced. */
const PART =
  /(?<![\w-])0{12}(?!\w)|<[A-Za-z][\w .-]{0,60}>|(?<![A-Za-z0-9])(?:x{4,}|(?:replace|change|fill|set)[-_ ]?(?:me|this)(?:[-_ ]in)?|to[-_ ]be[-_ ](?:replaced|set|filled|defined)|placeholder|your(?:[-_][a-z]{1,30}){1,5})(?![A-Za-z0-9])/gi;

/**
 * The value without what stands in for something else, which is unknown.
 * @param why a clause that {@link isElsewhere}
 */
export function withoutPlaceholders(value: Value, why: (text: string) => string, evaluation: Evaluation): Value {
  if (typeof value === "string") {
    const unknown = () => evaluation.unknown(why(value)) as string;
    return WHOLE.test(value) ? unknown() : value.replace(PART, unknown);
  }
  if (isList(value)) return keep(value, (item) => withoutPlaceholders(item, why, evaluation));
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, one]) => [key, withoutPlaceholders(one, why, evaluation)] as const);
  return members.every(([key, one]) => one === value[key]) ? value : objectOf(members);
}

/** The same list if nothing changes, so that it stays a list or a set of its type. */
function keep(list: readonly Value[], map: (value: Value) => Value): readonly Value[] {
  const mapped = list.map(map);
  return mapped.every((item, at) => item === list[at]) ? list : mapped;
}

export const placeholderWhy = (variable: string, text: string): string =>
  `the default of ${variable} is a placeholder: ${JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text)}`;

export const emptyWhy = (variable: string): string => `${variable} is empty unless it is set`;

/** The empty text is a value like any other, except where AWS wants a text. */
export const emptyTextWhy = (variable: string): string => `${variable} is an empty text unless it is set`;

export const isEmptyText = (why: string): boolean => why.endsWith(" is an empty text unless it is set");

/**
 * Why what is not there may be there after all: a clause.
 * @param references that decide it
 * @returns undefined if no variable is among them
 */
export function madeOnlyIf(references: Iterable<string>): string | undefined {
  const variables = [...references].filter((name) => /(?:^|\.)var\.[^.]+$/.test(name));
  if (variables.length === 0) return undefined;
  return `is made only if ${folded(variables)} ${variables.length === 1 ? "is" : "are"} set otherwise`;
}

export const ignoredWhy = (value: string): string =>
  `Terraform ignores changes to ${value} (ignore_changes), so AWS may hold another value than it is created with`;

/** Whether a value is unknown because it is decided elsewhere by design: by whoever sets a variable, or outside of Terraform. */
export const isElsewhere = (why: string): boolean => ELSEWHERE.test(why);

/** The clauses above, whole: no name that a stranger chooses can look like one. */
const ELSEWHERE =
  /^(?:the default of (?:module\..*\.)?var\.[\w-]+ is a placeholder: ".*"|(?:module\..*\.)?var\.[\w-]+ is (?:empty|an empty text) unless it is set|(?:its block \w+ |it )?is made only if .* set otherwise|Terraform ignores changes to .* \(ignore_changes\), so AWS may hold another value than it is created with)$/s;
