/** The result of a test on a request with unknown parts: yes, no, or "unknown" where it depends on those parts. */
export type Ternary = boolean | "unknown";

export const not = (value: Ternary): Ternary => (value === "unknown" ? value : !value);

export const and = (left: Ternary, right: Ternary): Ternary =>
  left === false || right === false ? false : left === true && right === true ? true : "unknown";

export const or = (left: Ternary, right: Ternary): Ternary =>
  left === true || right === true ? true : left === false && right === false ? false : "unknown";

export function all<T>(items: Iterable<T>, test: (item: T) => Ternary): Ternary {
  let result: Ternary = true;
  for (const item of items) {
    result = and(result, test(item));
    if (result === false) return false;
  }
  return result;
}

export function any<T>(items: Iterable<T>, test: (item: T) => Ternary): Ternary {
  let result: Ternary = false;
  for (const item of items) {
    result = or(result, test(item));
    if (result === true) return true;
  }
  return result;
}
