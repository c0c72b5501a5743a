/** What a test says of a request of which parts may not be known: yes, no, or that it depends on those parts. */
export type Tri = boolean | "unknown";

export const not = (value: Tri): Tri => (value === "unknown" ? value : !value);

export const and = (left: Tri, right: Tri): Tri =>
  left === false || right === false ? false : left === true && right === true ? true : "unknown";

export const or = (left: Tri, right: Tri): Tri =>
  left === true || right === true ? true : left === false && right === false ? false : "unknown";

export function all<T>(items: Iterable<T>, test: (item: T) => Tri): Tri {
  let result: Tri = true;
  for (const item of items) {
    result = and(result, test(item));
    if (result === false) return false;
  }
  return result;
}

export function any<T>(items: Iterable<T>, test: (item: T) => Tri): Tri {
  let result: Tri = false;
  for (const item of items) {
    result = or(result, test(item));
    if (result === true) return true;
  }
  return result;
}
