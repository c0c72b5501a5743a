import fc from "fast-check";
import { printable, printableJson, printableLines } from "./printable";

it.each<[string, string, string]>([
  ["an ordinary name", 'aws_iam_role.r["é-日本"]', 'aws_iam_role.r["é-日本"]'],
  ["an escape sequence", "r\u001b[2K", "r\\u001b[2K"],
  ["a line break and a command", "a\r\n::error::b", "a\\u000d\\u000a::error::b"],
  ["a command at its beginning", "::error::b", "\\u003a:error::b"],
  ["a command after spaces, which the runner skips", " \u2003::error::b", " \u2003\\u003a:error::b"],
  ["a command in its first form, anywhere", "a ##[error]b", "a #\\u0023[error]b"],
  ["marks that reorder", "\u202egro\u2066", "\\u202egro\\u2066"],
  ["marks that hide", "a\u200b\u{e0041}b", "a\\u200b\\udb40\\udc41b"],
  ["8-bit controls and other line ends", "\u009b2J\u2028\u0085", "\\u009b2J\\u2028\\u0085"],
  ["half a character", "\ud83d", "\\ud83d"],
])("writes %s so that a terminal and a CI log show it", (_, text, shown) => {
  expect(printable(text)).toBe(shown);
});

it("keeps the lines of a longer text", () => {
  expect(printableLines("one\n::error::two\n\tthree")).toBe("one\n\\u003a:error::two\n\\u0009three");
});

const hostile = fc.string({
  unit: fc.constantFrom("a", ":", "#", "[", " ", "\n", "\r", "\u001b", "\u202e", "\u2028", "\ud800", "\u0085", '"'),
});
const COMMAND = /^\s*::|##\[/m;
const CONTROL = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

it("leaves no control character and no command, whatever it is given", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(printable(text)).not.toMatch(CONTROL);
      expect(printable(text)).not.toMatch(COMMAND);
    }),
  );
});

it("writes JSON of the same value that holds none either", () => {
  fc.assert(
    fc.property(fc.dictionary(hostile, fc.array(hostile)), (value) => {
      const json = printableJson(value);
      expect(JSON.parse(json)).toEqual(value);
      expect(json.replaceAll("\n", "")).not.toMatch(CONTROL);
      expect(json).not.toMatch(COMMAND);
    }),
  );
});
