import { InputError } from "@openhands-aws/facts/program-error";
import { parseYaml } from "./yaml";

// biome-ignore format: one wrong file a row
it.each<[string, string, string | string[]]>([
  ["a tab", "aws:\n\tregion: us-east-1\n", "2 Tabs are not allowed as indentation. Indent with spaces."],
  ["a key twice", "aws: {}\nposture: hardened\naws: {}\n", "3 Map keys must be unique. Keep one of them."],
  ["a quote that is not closed", "aws:\n  region: \"us-east-1\n", '3 Missing closing ".'],
  ["a single quote that is not closed", "posture: 'hardened", "1 Missing closing '."],
  ["a bracket that is not closed", "github: {audiences: [a}\n", "1 Flow sequence in block collection must be sufficiently indented and end with a ]."],
  ["a second document", "aws: {}\n---\naws: {}\n", "2 The file contains a second document. Keep only one, without --- after it."],
  ["a tag that makes code", "aws: !!js/function 'function () {}'\n", "1 Unresolved tag: tag:yaml.org,2002:js/function. Write the value itself: tags are not resolved."],
  ["a tag of one's own", "aws:\n  region: !env AWS_REGION\n", "2 Unresolved tag: !env. Write the value itself: tags are not resolved."],
  ["bytes in base64", "aws: !!binary aGVsbG8=\n", "1 Unresolved tag: tag:yaml.org,2002:binary. Write the value itself: tags are not resolved."],
  ["an ordered mapping", "aws: !!omap [region: us-east-1]\n", "1 Unresolved tag: tag:yaml.org,2002:omap. Write the value itself: tags are not resolved."],
  ["keys in several columns", "aws:\n  region: us-east-1\n account: x\n", "3 All mapping items must start at the same column."],
  ["a list as a key", "? [a, b]\n: c\n", "1 A key must be a string. Write it as text."],
  ["a reserved character in front", "aws: @b\n", "1 Plain value cannot start with reserved character @."],
  ["an escape that does not exist", "posture: \"\\q\"\n", "1 Invalid escape sequence \\q."],
  ["two mappings in one line", "aws: region: us-east-1\n", "1 Nested mappings are not allowed in compact mappings."],
  ["errors in two lines", "aws: !a x\nposture: !b y\n", ["1 Unresolved tag: !a. Write the value itself: tags are not resolved.", "2 Unresolved tag: !b. Write the value itself: tags are not resolved."]],
  ["an alias without anchor", "aws: {}\nposture: *posture\n", "2 No anchor &posture comes before *posture."],
  ["an anchor after its alias", "posture: *p\naws: {region: &p x}\n", "1 No anchor &p comes before *p."],
  ["__proto__ where keys are free", "tags:\n  __proto__: x\n", "2 __proto__ cannot be a key. Choose another."],
  ["__proto__ as a label", "deploy: {roles: {__proto__: {}}}\n", "1 __proto__ cannot be a key. Choose another."],
  ["aliases that multiply", "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n", "1 Its aliases expand to too many values. Write the values out."],
  ["a second document after an end of the first", "aws: {}\n...\n---\naws: {}\n", "3 The file contains a second document. Keep only one, without --- after it."],
  ["brackets without end", `a: ${"[".repeat(50000)}`, "1 Values are nested more than 100 levels deep. Nest them less."],
  ["braces without end", "{a: ".repeat(50000), "1 Values are nested more than 100 levels deep. Nest them less."],
  ["lists in lists without end", "- ".repeat(50000), "1 Values are nested more than 100 levels deep. Nest them less."],
  ["keys in keys without end", "? ".repeat(50000), "1 Values are nested more than 100 levels deep. Nest them less."],
])("refuses %s", (_, yaml, fault) => {
  const faults = [fault].flat().map((line) => `  c.yaml:${line}`);
  expect(() => parseYaml(yaml, "c.yaml")).toThrow(new InputError(`c.yaml is not valid YAML:\n${faults.join("\n")}`));
});

it.each(["", "\n", "# nothing yet\n", "---\n", "null\n", "~\n"])("reads %j as an empty mapping", (yaml) => {
  expect(parseYaml(yaml, "c.yaml").raw).toEqual({});
});

it("reads YAML 1.2, whatever the header claims", () => {
  const yaml = "%YAML 1.1\n---\nflag: yes\ntime: 1:30\n1: one\nbase: &base {a: b}\nuse: *base\n<<: *base\n";
  expect(parseYaml(yaml, "c.yaml").raw).toEqual({
    flag: "yes",
    time: "1:30",
    "1": "one",
    base: { a: "b" },
    use: { a: "b" },
    "<<": { a: "b" },
  });
});

it("gives a number as it is written", () => {
  const { written } = parseYaml("a: 1.10\nb: [007, '1.10', on]\n", "c.yaml");
  expect([["a"], ["b", 0], ["b", 1], ["b", 2], ["c"]].map((path) => written(path))).toEqual([
    "1.10",
    "007",
    ...[undefined, undefined, undefined],
  ]);
});

it.each(["010", "0o17", "-08"])("refuses %s, which is not the same number everywhere", (number) => {
  const { refuseOctals } = parseYaml(`a:\n  b: ${number}\n`, "c.yaml");
  expect(refuseOctals).toThrow(
    new InputError(
      `c.yaml is not valid YAML:\n  c.yaml:2 ${number} is not the same number to every YAML reader. Write it in decimal, without a leading 0.`,
    ),
  );
});

it.each(["0", "0.5", "10", "0x1f", "1e2", "'010'"])("accepts %s", (value) => {
  expect(parseYaml(`a: ${value}`, "c.yaml").refuseOctals).not.toThrow();
});

it("gives the lines of keys and items, and for missing ones the line of the parent", () => {
  const { line } = parseYaml("a:\n  b:\n\n    c: 1\n  d:\n    - x\n    - y: 2\n", "c.yaml");
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"], ["a", "d", 1], ["a", "d", 1, "y"]].map((path) => line(path))).toEqual(
    [1, 1, 2, 4, 7, 7],
  );
  expect([["a", "b", "z", "z"], ["a", "d", 9], ["z"]].map((path) => line(path))).toEqual([2, 5, 1]);
});
