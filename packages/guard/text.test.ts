import { textMatcher } from "./policy/wildcard";
import {
  asPartial,
  isKnown,
  known,
  matchesPattern,
  NOTHING_KNOWN,
  type PartialText,
  partialText,
  readable,
  SOME_NAME,
  UNKNOWN,
} from "./text";

const name: PartialText = partialText`x-${NOTHING_KNOWN}`;

it("joins texts, and tells what of them is known", () => {
  expect(String(partialText`arn:aws:iam::${"1"}:role/${name}`)).toBe(`arn:aws:iam::1:role/x-${UNKNOWN}`);
  expect([isKnown(name), known(name)]).toEqual([false, undefined]);
  expect([isKnown("x"), known(asPartial("x"))]).toEqual([true, "x"]);
  expect(readable(name)).toBe("x-<unknown>");
  expect(readable(`repo:${SOME_NAME}/${SOME_NAME}:*`)).toBe("repo:<unknown>/<unknown>:*");
});

it.each([
  ["x-1", /^x-/, true],
  ["y", /^x-/, false],
  [name, /^x-/, true],
  [name, /-1$/, "unknown"],
] as const)("says of %s whether it matches %s: %s", (text, pattern, expected) =>
  expect(matchesPattern(text, pattern)).toBe(expected),
);

it("is no string to the compiler", () => {
  const texts: readonly PartialText[] = [name];
  const names = new Map<string, number>();
  // @ts-expect-error -- compared with a string it may be equal or not
  expect(name === "x-1").toBe(false);
  // @ts-expect-error -- so may each of a list
  expect(texts.includes("x-1")).toBe(false);
  // @ts-expect-error -- and nothing is found by it
  expect(names.get(name)).toBeUndefined();
  // @ts-expect-error -- nor in a set
  expect(new Set(["x-1"]).has(name)).toBe(false);
  // @ts-expect-error -- a template would hide what is unknown
  expect(`role ${name}`).toContain(UNKNOWN);
  // @ts-expect-error -- and so would a sum
  expect(name + name).toContain(UNKNOWN);
  // @ts-expect-error -- its methods are those of its text
  expect(name.startsWith("x")).toBe(true);
  // @ts-expect-error -- what takes strings only does not mind unknown parts
  const plain: string = name;
  // Matching minds them.
  expect(textMatcher("x-*", true)(plain)).toBe(true);
});
