import fc from "fast-check";
import type { Ternary } from "../../policy/ternary";
import { UNKNOWN } from "../../text";
import { evaluateCondition, interpolate, templateValue, usesStatusFunction } from "./template";
import { fieldsOf } from "./value";

const contexts = fieldsOf([
  ["matrix", fieldsOf([["list", [undefined, fieldsOf([["id", "b"]], null)]]])],
  [
    "github",
    fieldsOf([
      ["ref", "refs/heads/main"],
      ["ref_name", "main"],
      ["event_name", "push"],
      ["head_ref", undefined],
      ["base_ref", ""],
      ["event", fieldsOf([["pull_request", null]])],
    ]),
  ],
  [
    "env",
    fieldsOf(
      [
        ["NAME", "app"],
        ["PART", `app-${UNKNOWN}`],
      ],
      null,
    ),
  ],
]);

it.each<[string, Ternary]>([
  ["github.ref == 'refs/heads/main'", true],
  ["github.ref == 'REFS/heads/Main'", true],
  ["github.ref != 'refs/heads/main'", false],
  ["github['ref_name'] == 'main' && github.event_name != 'pull_request'", true],
  ["github.ref_name == 'deploy' || github.ref_name == 'main'", true],
  ["!(github.ref_name == 'main')", false],
  ["startsWith(github.ref, 'refs/heads/')", true],
  ["endsWith(github.ref, '/deploy')", false],
  ["contains(github.ref, 'MAIN')", true],
  ['contains(fromJSON(\'["main", "deploy"]\'), github.ref_name)', true],
  ["contains(fromJSON('[\"deploy\"]'), github.ref_name)", false],
  ["${{ github.ref_name == 'main' }}", true],
  ["${{ github.ref_name == 'deploy' }}", false],
  ["github.base_ref", false],
  ["github.event.pull_request.head.repo.fork", false],
  ["success() && always()", true],
  ["env.MISSING == ''", true],
  ["'it''s' == 'it''s'", true],
  ["1 < 2 && 0x10 >= 16 && null == 0", true],
  ["format('{0}/{1}', 'refs', github.ref_name) == 'refs/main'", true],

  ["inputs.deploy", "unknown"],
  ["inputs.deploy && github.ref_name == 'deploy'", false],
  ["inputs.deploy && github.ref_name == 'main'", "unknown"],
  ["inputs.deploy || github.ref_name == 'main'", true],
  ["!inputs.deploy", "unknown"],
  ["startsWith(env.PART, 'app')", true],
  ["startsWith(env.PART, 'other')", false],
  ["startsWith(env.PART, 'app-x')", "unknown"],
  ["contains(env.PART, 'pp')", true],
  ["contains(env.PART, 'x')", "unknown"],
  ["contains(matrix.list.*.id, 'a')", "unknown"],
  ["failure()", "unknown"],
  ["cancelled()", "unknown"],
  ["hashFiles('x') == 'y'", "unknown"],
  ["toJSON(github) == '{}'", "unknown"],
  ["github.head_ref == 'x'", "unknown"],
  ["this is no expression", "unknown"],
  ["", "unknown"],
  // Text around an expression makes it a text, and that is always true.
  ["${{ github.ref_name }} == 'deploy'", true],
  ["${{ github.ref_name == 'deploy' }}\n", true],
])("decides %s", (condition, expected) => expect(evaluateCondition(condition, contexts)).toBe(expected));

it.each([
  ["arn:${{ env.NAME }}/x", "arn:app/x"],
  ["${{ env.NAME || 'other' }}-${{ env.MISSING || 'other' }}", "app-other"],
  ["${{ vars.X || 'main' }}", UNKNOWN],
  ["${{ secrets.X }}/${{ env.NAME }}", `${UNKNOWN}/app`],
  ["${{ '}}' }}", "}}"],
  ["${{ join(fromJSON('[1, 2]'), vars.X) }}", `1${UNKNOWN}2`],
  ["${{ env.NAME", "app"],
  ["$NAME ${ x }", "$NAME ${ x }"],
])("fills in %s", (text, expected) => expect(interpolate(text, contexts)).toBe(expected));

it("keeps what is more than a text", () => {
  expect(templateValue("${{ fromJSON('[1, true]') }}", contexts)).toEqual([1, true]);
});

it("knows the conditions that override a failure before", () => {
  expect([
    usesStatusFunction("${{ always() }}"),
    usesStatusFunction("!cancelled()"),
    usesStatusFunction("success()"),
  ]).toEqual([true, true, false]);
});

it("survives any text", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "${{",
      "}}",
      "github",
      ".",
      "ref",
      "(",
      ")",
      "[",
      "]",
      "'",
      "!",
      "&&",
      "||",
      "==",
      "*",
      ",",
      "0x",
      " ",
    ),
    fc.string({ maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      expect([true, false, "unknown"]).toContain(evaluateCondition(text, contexts));
      expect(typeof interpolate(text, contexts)).toBe("string");
    }),
  );
});

it.each([
  ["brackets", "(".repeat(50_000)],
  ["denials", "!".repeat(50_000)],
  ["alternatives", Array.from({ length: 5_000 }, () => "a").join(" || ")],
  ["comparisons", Array.from({ length: 5_000 }, () => "a").join("==")],
  ["comparisons of alternatives", `${"(".repeat(45)}a${" || b) == c".repeat(45)}`],
  ["fields", `a${".b".repeat(10_000)}`],
  ["expressions", "${{ a }}".repeat(20_000)],
])("survives many %s", (_, text) => expect(evaluateCondition(text, contexts)).toBe("unknown"));
