import { UNKNOWN } from "../../text";
import { isList, isObject, isTorn, OpenList, objectOf, type Value } from "./value";

/**
 * A list, a tuple or a set with these elements, of which the number and the order are not known.
 * @param elements of {@link OpenList}
 * @returns UNKNOWN if nothing is known of any element
 */
export function openList(elements: readonly Value[]): Value {
  // A number or a boolean may become a text, because another element is one.
  const open = elements.map((element) => (isScalar(element) ? UNKNOWN : element));
  return open.every((element) => element === UNKNOWN) ? UNKNOWN : new OpenList([...new Set(open)]);
}

const isScalar = (value: Value): boolean => typeof value === "number" || typeof value === "boolean";

/** The elements of a list of which something is not known; nothing is known of those of another value. */
export function openElements(value: Value): readonly Value[] {
  if (value instanceof OpenList) return value.elements;
  return isList(value) ? value : [UNKNOWN];
}

/**
 * The list of what each element becomes.
 * @param isSure whether each element becomes one at all
 */
export function mapOpen(list: Value, change: (element: Value) => Value, isSure = true): Value {
  return openList(
    openElements(list).map((element) => {
      const changed = change(element);
      return isSure && !isTorn(element) ? changed : anyNumberOf(changed);
    }),
  );
}

/** Of a known value it would be said that it is there, and so of the known statements in a document. */
const anyNumberOf = (value: Value): Value => (isTorn(value) && !/^\s*[{[]/.test(value) ? value : UNKNOWN);

/** As an element beside others that are not known: what is no text may become one, because another one is. */
export function unsure(value: Value): Value {
  if (isScalar(value)) return UNKNOWN;
  if (isList(value)) return value.map(unsure);
  if (value instanceof OpenList) return openList(value.elements.map(unsure));
  return isObject(value) ? objectOf(Object.entries(value).map(([key, member]) => [key, unsure(member)])) : value;
}
