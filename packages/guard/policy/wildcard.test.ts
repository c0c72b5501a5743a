import fc from "fast-check";
import { UNKNOWN } from "../text";
import { literalCodes, overlap, sameText, textMatcher, wildcardCodes } from "./wildcard";

const like = (pattern: string, value: string) => textMatcher(pattern, true)(value);

/** Straight from the definition: `*` is any text, `?` any character. Remembers what it tried, or it would never end. */
function reference(pattern: string, value: string, tried = new Map<string, boolean>()): boolean {
  if (pattern === "") return value === "";
  const key = `${pattern.length},${value.length}`;
  const rest = pattern.slice(1);
  const decide = () => {
    if (pattern[0] !== "*")
      return value !== "" && (pattern[0] === "?" || pattern[0] === value[0]) && reference(rest, value.slice(1), tried);
    return [...value, ""].some((_, taken) => reference(rest, value.slice(taken), tried));
  };
  const result = tried.get(key) ?? decide();
  tried.set(key, result);
  return result;
}

const word = (alphabet: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), maxLength, size: "max" });

it.each([
  ["*", "", true],
  ["", "", true],
  ["", "a", false],
  ["?", "", false],
  ["ab*", "ab", true],
  ["ab*", "a", false],
  ["ab?", "ab", false],
  ["*b?d*", "abcd", true],
  ["a**c", "ac", true],
  ["a.c", "abc", false],
  ["A", "a", false],
  [`a${UNKNOWN}`, "abc", "unknown"],
  [`a${UNKNOWN}`, "bcd", false],
  [`${UNKNOWN}`, "", "unknown"],
  ["*", UNKNOWN, true],
  ["a*c", `a${UNKNOWN}c`, true],
  ["a*c", `a${UNKNOWN}d`, false],
  ["a?c", `a${UNKNOWN}c`, "unknown"],
  ["abc", `a${UNKNOWN}c`, "unknown"],
  ["abc*", `a${UNKNOWN}`, "unknown"],
  ["bc*", `a${UNKNOWN}`, false],
  [`a${UNKNOWN}`, `${UNKNOWN}b`, "unknown"],
  [`a${UNKNOWN}`, `b${UNKNOWN}`, false],
])("matches %j against %j: %j", (pattern, value, expected) => expect(like(pattern, value)).toBe(expected));

it("agrees with the definition", () => {
  fc.assert(
    fc.property(word("ab*?", 7), word("ab", 8), (pattern, value) => like(pattern, value) === reference(pattern, value)),
    { numRuns: 2000 },
  );
});

it("decides despite unknown parts only where every text in their place gives the same answer", () => {
  const filled = (text: string, part: string) => text.replaceAll(UNKNOWN, part);
  fc.assert(
    fc.property(word(`ab*?${UNKNOWN}`, 6), word(`ab${UNKNOWN}`, 6), word("ab*", 3), (pattern, value, part) => {
      const said = like(pattern, value);
      if (said === "unknown") return true;
      return said === reference(filled(pattern, part), filled(value, part.replaceAll("*", "")));
    }),
    { numRuns: 3000 },
  );
});

it("says that two texts overlap exactly when some text matches both", () => {
  fc.assert(
    fc.property(word("ab*?", 5), word("ab", 6), (pattern, value) => {
      return overlap(wildcardCodes(pattern), literalCodes(value)) === reference(pattern, value);
    }),
    { numRuns: 1000 },
  );
});

it.each([
  ["*a".repeat(2000), "a".repeat(2000)],
  [`${"*a?".repeat(3000)}b`, "a".repeat(9000)],
  [`${"*a".repeat(2000)}b`, `${"a".repeat(2000)}${UNKNOWN}`],
  ["*".repeat(30_000), "a".repeat(30_000)],
])("comes to an end with hostile wildcards (%#)", (pattern, value) => {
  expect(() => like(pattern, value)).not.toThrow();
});

it("gives up rather than compare for minutes", () => {
  expect(like(`*${"a".repeat(9000)}b`, "a".repeat(900_000))).toBe("unknown");
});

it("compares texts with unknown parts", () => {
  expect(sameText("ab", "ab")).toBe(true);
  expect(sameText("a*", "ab")).toBe(false);
  expect(sameText(`arn:aws:iam::${UNKNOWN}:role/a`, "arn:aws:iam::123456789012:role/a")).toBe("unknown");
  expect(sameText(`arn:aws:iam::${UNKNOWN}:role/a`, "arn:aws:iam::123456789012:role/b")).toBe(false);
});
