import fc from "fast-check";
import { UNKNOWN } from "../../text";
import { simulateScript } from "./script";

const words = (script: string, env: Record<string, string> = {}) =>
  simulateScript(script, new Map(Object.entries(env))).invocations.map((one) => one.words);

it.each<[string, string, string[][]]>([
  ["words", "aws s3 ls", [["aws", "s3", "ls"]]],
  ["quotes", `aws 'a b' "c d" e\\ f 'g'"h"`, [["aws", "a b", "c d", "e f", "gh"]]],
  ["escapes in quotes", 'a "b\\"c\\$d\\\\e\\\nf\\g"', [["a", 'b"c$d\\ef\\g']]],
  ["continued lines", "aws s3 \\\n  ls", [["aws", "s3", "ls"]]],
  ["separators", "a;b&&c||d|e&\nf", [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]],
  ["comments", "a # b\n# c\nd#e", [["a"], ["d#e"]]],
  ["variables", `N=x; aws $N "$N" '$N' \${N} \${M:-y} $M`, [["aws", "x", "x", "$N", "x", UNKNOWN, UNKNOWN]]],
  ["a fallback for nothing", `N=; aws \${N:-y} "$N"`, [["aws", "y", ""]]],
  ["a variable of several words", `N='a b'; aws $N "$N"`, [["aws", "a", "b", "a b"]]],
  ["a variable for one command", "A=b c; d", [["c"], ["d"]]],
  ["substitutions before their command", 'a "$(b c)" `d`', [["b", "c"], ["d"], ["a", UNKNOWN, UNKNOWN]]],
  ["substitutions in an assignment", "X=$(a --b c); d", [["a", "--b", "c"], ["d"]]],
  ["nested substitutions", "a $(b $(c))", [["c"], ["b", UNKNOWN], ["a", UNKNOWN]]],
  ["calculations", "a $((1 + 2))", [["a", UNKNOWN]]],
  ["redirects", "a > b 2>&1 <c d", [["a", "d"]]],
  ["a here-document", "a <<EOF\nb $(c)\nEOF\nd", [["a"], ["d"]]],
  [
    "keywords",
    "if ! a; then b; else c; fi; while d; do e; done",
    [["a"], ["b"], ["c"], ["fi"], ["d"], ["e"], ["done"]],
  ],
  ["a loop's variable", "for f in x y; do a $f; done", [["a", UNKNOWN], ["done"]]],
  [
    "wrappers",
    "sudo -E env A=b aws x; timeout 5 aws y; ls | xargs -n1 aws z",
    [["aws", "x"], ["aws", "y"], ["ls"], ["aws", "z", UNKNOWN]],
  ],
  ["a quote that is left open", `a "b c`, [["a", "b c"]]],
  ["names of the prototype", "constructor x; toString", [["constructor", "x"], ["toString"]]],
])("reads %s", (_, script, expected) => expect(words(script)).toEqual(expected));

it("counts lines", () => {
  const script = 'a\nb "x\ny" \\\n  z\ncat <<E\n1\n2\nE\nc $(\nd\n)\ne';
  expect(simulateScript(script, new Map()).invocations.map(({ words: [name], line }) => [name, line])).toEqual([
    ["a", 0],
    ["b", 1],
    ["cat", 4],
    ["d", 9],
    ["c", 8],
    ["e", 11],
  ]);
});

it("keeps what is exported to later steps, and printed for them", () => {
  const { env, outputs, variables } = simulateScript(
    `
    export A=b
    echo "ROLE=$A" >> "$GITHUB_ENV"
    echo NAME=x | tee -a $GITHUB_ENV
    printf 'TAG=%s\\n' y >> $GITHUB_OUTPUT
    { echo B=1; echo "C=2"; } >> $GITHUB_OUTPUT
    echo D=3
    `,
    new Map(),
  );
  expect([...env]).toEqual([
    ["ROLE", "b"],
    ["NAME", "x"],
  ]);
  expect(Object.fromEntries(outputs)).toEqual({ TAG: "y", B: "1", C: "2" });
  expect(variables.get("A")).toBe("b");
});

it("survives any script", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "$(",
      ")",
      "`",
      '"',
      "'",
      "\\",
      "\n",
      "<<E",
      "${",
      "}",
      "$((",
      "|",
      "&",
      ";",
      ">",
      "aws ",
      "A=",
      "(",
      "{ ",
    ),
    fc.string({ maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      expect(words(pieces.join("")).every((one) => one.length > 0)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

it.each([
  ["substitutions within each other", "$(".repeat(20_000)],
  ["backquotes", "`a ".repeat(20_000)],
  ["quotes", `"'`.repeat(50_000)],
  ["here-documents", "a <<E\n".repeat(20_000)],
  ["commands", "aws s3 ls s3://b\n".repeat(20_000)],
])("takes little time for many %s", (_, script) => {
  words(script);
});
