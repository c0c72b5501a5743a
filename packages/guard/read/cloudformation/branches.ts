import { UNKNOWN } from "../../text";
import { canonical, isList, isObject, memberOf, objectOf, type Value } from "../expression/value";

/** What `AWS::NoValue` is: the property is not set. */
export const NO_VALUE: Value = objectOf([]);

/**
 * What is there whichever branch is deployed. What allows something counts whenever one branch has it; a statement that
 * denies counts only if all have it.
 * @returns `undefined` if that cannot be said of such values
 */
export function eitherOf(branches: readonly Value[]): Value | undefined {
  const [first = NO_VALUE, ...others] = distinct(branches);
  if (others.length === 0) return first;
  const lists = branches.map((branch) => (branch === NO_VALUE ? [] : branch));
  if (lists.every(isList)) return unionOf(lists);
  const documents = branches.map((branch) => (isObject(branch) ? memberOf(branch, "Statement") : undefined));
  if (!isObject(first) || !documents.every((statements) => statements !== undefined)) return undefined;
  return objectOf([...Object.entries(first), ["Statement", statementsOf(documents)]]);
}

/** @param alternatives what stands in the place of a statement, or of a list of them */
export function statementsOf(alternatives: readonly Value[]): Value[] {
  const lists = alternatives.map((one) => (one === NO_VALUE ? [] : [one].flat()));
  const certain = (statement: Value) =>
    isInAll(lists, statement) || (isObject(statement) && memberOf(statement, "Effect") === "Allow");
  const all = distinct(lists.flat());
  return [...all.filter(certain), ...(all.every(certain) ? [] : [UNKNOWN])];
}

/** Of lists of policies, ARNs, names, ...: what denies something counts only if it is in all of them. */
function unionOf(lists: readonly (readonly Value[])[]): Value[] {
  return distinct(lists.flat()).map((item) =>
    /"Effect":"Deny"/.test(canonical(item)) && !isInAll(lists, item) ? UNKNOWN : item,
  );
}

const isInAll = (lists: readonly (readonly Value[])[], item: Value): boolean =>
  lists.every((list) => list.some((other) => canonical(other) === canonical(item)));

function distinct(values: readonly Value[]): Value[] {
  const found = new Map<string, Value>();
  for (const value of values) {
    const key = value === NO_VALUE ? "" : canonical(value);
    if (!found.has(key)) found.set(key, value);
  }
  return [...found.values()];
}
