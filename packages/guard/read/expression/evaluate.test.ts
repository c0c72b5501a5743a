import { UNKNOWN } from "../../text";
import { readTerraform } from "..";

/** The value of an expression in HCL, where `local.list`, `local.map`, `local.text` and an unknown `var.unknown` exist. */
async function resultOf(expression: string) {
  const text = `
variable "unknown" {}
locals {
  list = ["b", "a", "b"]
  map  = { x = 1, y = { z = [1, 2] } }
  text = "arn:aws:iam::123456789012:role/ci"
  rows = [{ name = "n1", tags = ["t1"] }, { name = "n2", tags = [] }]
  result = ${expression}
}`;
  const { locals } = await readTerraform([{ path: "main.tf", text }]);
  return locals.find(({ address }) => address === "local.result")?.value;
}

it.each<[string, unknown]>([
  // Checked with `terraform console` 1.11.4.
  ['"a-${1 + 2 * 3}-${true}"', "a-7-true"],
  ["1 < 2 && !(3 >= 4) || false", true],
  ["-(7 % 4) / 2", -1.5],
  ['"x" == "x" ? "yes" : "no"', "yes"],
  ['"$${aws:username} %%{if} \\"q\\" \\u00e9\\n"', '${aws:username} %{if} "q" é\n'],
  ['"${"${local.list[0]}"}"', "b"],
  ["local.map.y.z[1]", 2],
  ['local.map["x"]', 1],
  ["local.list.1", "a"],
  ["local.rows[*].name", ["n1", "n2"]],
  ["local.rows.*.name", ["n1", "n2"]],
  ["local.rows.*.name[0]", "n1"],
  ["local.rows[*].tags[*]", [["t1"], []]],
  ['[for i, v in local.list : "${i}${v}" if v != "a"]', ["0b", "2b"]],
  ['{ for k, v in local.map : upper(k) => v... if k == "x" }', { X: [1] }],
  ['[for k, v in toset(local.list) : "${k}=${v}"]', ["a=a", "b=b"]],
  ['{ a = 1, "b-c" : 2, (local.list[0]) = 3 }', { a: 1, "b-c": 2, b: 3 }],
  ["<<-EOT\n    one\n      two ${local.list[1]}\n    EOT\n", "one\n  two a\n"],
  ['upper("a ${~ "b" ~} c")', "ABC"],
  ['"%{ if true }yes%{ else }no%{ endif }"', "yes"],
  ['"%{ for v in local.list ~}  ${v}%{ endfor }"', "bab"],
  ['jsonencode({ b = [1, "x", null], a = "<" })', '{"a":"\\u003c","b":[1,"x",null]}'],
  ['jsondecode("{\\"a\\":[1]}").a[0]', 1],
  ["toset(local.list)", ["a", "b"]],
  ["concat(local.list, [1])", ["b", "a", "b", 1]],
  ["merge({ a = 1, b = 1 }, { b = 2 })", { a: 1, b: 2 }],
  ['join(",", local.list)', "b,a,b"],
  ['format("%s-%03d-%q-%%", "a", 7, "x")', 'a-007-"x"-%'],
  ['formatlist("%s/%s", ["a", "b"], "c")', ["a/c", "b/c"]],
  ['replace("https://x/y", "https://", "")', "x/y"],
  ['replace("abc", "/[ab]/", "<$0>")', "<a><b>c"],
  ['replace(local.text, "/^.*role\\\\//", "")', "ci"],
  ['split(":", local.text)[4]', "123456789012"],
  ["element(local.list, 4)", "a"],
  ['length(local.list) + length(local.map) + length("é")', 6],
  ['lookup(local.map, "none", "d")', "d"],
  ["flatten([[1, [2]], 3])", [1, 2, 3]],
  ["distinct(local.list)", ["b", "a"]],
  ['compact(["a", "", null])', ["a"]],
  ["keys(local.map)", ["x", "y"]],
  ['yamldecode("a: [1, two]\\nb: {c: true, d: null}")', { a: [1, "two"], b: { c: true, d: null } }],
  ['yamldecode("base: &b {x: 1}\\nmore:\\n  <<: *b\\n  y: no").more', { x: 1, true: false }],
  ['try(yamldecode("a: ["), "refused")', "refused"],
  ['yamldecode(yamlencode({ a = [1, "x\\ny"] })).a[1]', "x\ny"],
  ['base64encode("h\u00e9")', "aMOp"],
  ['base64decode("aMOp")', "h\u00e9"],
  ['textencodebase64("hi", "UTF-16LE")', "aABpAA=="],
  ['textdecodebase64("aABpAA==", "UTF-16LE")', "hi"],
  ['try(base64decode("not base64"), "refused")', "refused"],
  ['try(base64decode("/w=="), "no text")', "no text"],
  ["values({ b = 2, a = 1 })", [1, 2]],
  ['zipmap(["a"], [1])', { a: 1 }],
  ['try(local.map.none, local.list[9], "fallback")', "fallback"],
  ["can(local.map.none)", false],
  ['coalesce(null, "", "c")', "c"],
  ['trimprefix("refs/heads/main", "refs/heads/")', "main"],
  ['trimsuffix("a.git", ".git")', "a"],
  ['startswith("abc", "ab") && endswith("abc", "bc") && strcontains("abc", "b")', true],
  ['substr("abcdef", -3, 2)', "de"],
  [
    'setproduct(["a", "b"], [1])',
    [
      ["a", 1],
      ["b", 1],
    ],
  ],
  ["range(3)", [0, 1, 2]],
  ['setsubtract(["a", "b"], ["a"])', ["b"]],
  ['regex("role/(.+)$", local.text)[0]', "ci"],
  ['regexall("[a-z]", "a1b")', ["a", "b"]],
  ["one([])", null],
  ["sort(local.list)", ["a", "b", "b"]],
  ['contains(local.list, "a")', true],
  ['title("hello world")', "Hello World"],
  ["max(1, 3, 2)", 3],
])("%s", async (expression, expected) => {
  const found = await resultOf(expression);
  expect({ value: JSON.parse(JSON.stringify(found?.value)), whys: found?.whys }).toEqual({ value: expected, whys: [] });
});

const U = UNKNOWN;
it.each<[string, unknown, string]>([
  ["var.unknown", U, "variable unknown has no default"],
  ['"a-${var.unknown}"', `a-${U}`, "variable unknown has no default"],
  ["var.unknown ? 1 : 2", U, "variable unknown has no default"],
  ["transpose({ a = var.unknown })", U, "transpose(): a list is not known"],
  ["[var.unknown, 1]", [U, 1], "variable unknown has no default"],
  ["concat(var.unknown, [1])", U, "variable unknown has no default"],
  ["[for v in local.list : v if v == var.unknown]", U, "variable unknown has no default"],
  ["var.unknown.a[0].b", U, "variable unknown has no default"],
  ["try(var.unknown, 1)", U, "variable unknown has no default"],
  ['replace("a-${var.unknown}", "a", "b")', U, "replace() is applied to a partly unknown string"],
  ["timestamp()", U, "the function timestamp() is not evaluated"],
  ["try(timestamp(), 1)", U, "the function timestamp() is not evaluated"],
  ["aws_iam_role.none.arn", U, "aws_iam_role.none is not declared in these files"],
  ["local.none", U, "there is no local none"],
  ["local.list[7]", U, "a list of 3 has no element 7"],
  ["local.map.none", U, "there is no attribute none"],
  ["1 / 0", U, "/: a division by zero"],
  ["local + 1", U, "+: a whole object is not a value here"],
  ["!module", U, "!: a whole object is not a value here"],
  ["true && var", U, "&&: a whole object is not a value here"],
  ['regex("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")', U, "regex(): the pattern is not evaluated"],
  ["terraform.workspace", U, "terraform.workspace is set when Terraform runs"],
])("%s is unknown, with the reason", async (expression, expected, why) => {
  const found = await resultOf(expression);
  expect(found?.value).toEqual(expected);
  expect(found?.whys).toContain(why);
});

it("ignores an unknown operand if the known one decides", async () => {
  expect(await resultOf("false && var.unknown")).toMatchObject({ value: false });
  expect(await resultOf('contains(["a", var.unknown], "a")')).toMatchObject({ value: true });
});

it.each([
  "anytrue([var.unknown])",
  "alltrue([true, var.unknown])",
  "sum([1, var.unknown])",
  'length(toset(["a", var.unknown]))',
])("does not decide %s", async (expression) => {
  expect(await resultOf(expression)).toMatchObject({ value: U });
  expect(await resultOf(`try(${expression}, "refused")`)).toMatchObject({ value: U });
});

it("keeps unknown parts of YAML unknown", async () => {
  expect(await resultOf('yamldecode("k: ${var.unknown}\\nl: x").k')).toMatchObject({
    value: U,
    whys: ["variable unknown has no default"],
  });
});

it.each([
  ["deep nesting", "[".repeat(50_000) + "]".repeat(50_000)],
  [
    "aliases that grow",
    `a: &a [x]\n${"bcdefghij".replace(/./g, (name, at) => `${name}: &${name} [${`*${"abcdefghij"[at]},`.repeat(9)}]\n`)}`,
  ],
  ["prototype keys", "__proto__: {x: 1}\nconstructor: 2"],
  ["binary", "\u0000\u0001: \u0002"],
])("survives YAML with %s", async (_, yaml) => {
  const files = [
    { path: "main.tf", text: 'locals {\n  result = yamldecode(file("a.yaml"))\n}' },
    { path: "a.yaml", text: yaml },
  ];
  const { locals } = await readTerraform(files);
  expect(() => JSON.stringify(locals[0]?.value)).not.toThrow();
  expect(({} as { x?: number }).x).toBeUndefined();
});
