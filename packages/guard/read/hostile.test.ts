import fc from "fast-check";
import type { AccessModel } from "../model";
import { UNKNOWN } from "../text";
import { AccessInputError, readTerraform, type TerraformFile } from ".";

/** Everything that a rule may look at. */
function visit(model: AccessModel): number {
  const { resources, locals, outputs, providers } = model;
  for (const resource of resources) for (const name of resource.argumentNames) resource.argument(name);
  for (const { value, line } of [...locals, ...outputs, ...providers]) void [value, line];
  return JSON.stringify({ ...model, resources: [], locals: [], outputs: [] }).length;
}
const readAll = async (files: readonly TerraformFile[]): Promise<AccessModel> => {
  const model = await readTerraform(files);
  visit(model);
  return model;
};
const hcl = (text: string): Promise<AccessModel> => readAll([{ path: "main.tf", text }]);
const json = (text: string): Promise<AccessModel> => readAll([{ path: "main.tf.json", text }]);
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("\n");

it.each<[string, TerraformFile, RegExp]>([
  [
    "JSON that ends too early",
    { path: "a.tf.json", text: '{\n  "resource": {' },
    /^a\.tf\.json:2:16: not valid JSON: expected a key/,
  ],
  [
    "JSON with a stray comma",
    { path: "a.tf.json", text: '{"a": 1,}' },
    /^a\.tf\.json:1:9: not valid JSON: expected a key/,
  ],
  ["JSON with a bad escape", { path: "a.tf.json", text: '{"a": "\\q"}' }, /^a\.tf\.json:1:7: .*invalid escape/],
  [
    "an argument that is written twice",
    { path: "a.tf.json", text: '{"resource":{"aws_iam_role":{"r":{"name":"a",\n"name":"b"}}}}' },
    /^a\.tf\.json:2:1: the key "name" is written twice/,
  ],
  [
    "a block that is not an object",
    { path: "a.tf.json", text: '{\n"resource": {"aws_iam_role": 5}}' },
    /^a\.tf\.json:2:14: resource\.aws_iam_role is not a block/,
  ],
  [
    "a file that is not an object",
    { path: "a.tf.json", text: "3" },
    /^a\.tf\.json: the content of the file is not a block\./,
  ],
  ["deep JSON", { path: "a.tf.json", text: "[".repeat(100_000) }, /^a\.tf\.json:1:201: JSON is nested deeper than 200/],
  [
    "HCL that ends too early",
    { path: "a.tf", text: 'resource "a" "b" {\n  c = [' },
    /^a\.tf:2:8: not valid HCL: Missing expression/,
  ],
  ["HCL that is not valid", { path: "a.tf", text: "a = = 1" }, /^a\.tf:1:5: not valid HCL: Invalid expression/],
  ["deep HCL", { path: "a.tf", text: `a = ${"[".repeat(100_000)}` }, /^a\.tf:1:204: HCL is nested deeper than 200/],
  ["deep HCL templates", { path: "a.tf", text: `a = ${'"${'.repeat(10_000)}` }, /HCL is nested deeper than 200/],
  [
    "a string of megabytes in HCL",
    { path: "a.tf", text: `locals {\n  a = "${"x".repeat(1_000_001)}"\n}` },
    /^a\.tf:2:7: a string has 1000002 characters, but at most 1000000 are read\. Keep it in a file of its own/,
  ],
  [
    "a heredoc of thousands of lines",
    { path: "a.tf", text: `locals {\n  a = <<EOT\n${"line\n".repeat(10_001)}EOT\n}` },
    /^a\.tf:3:1: a string has 10001 lines, but at most 10000 are read\. .*file\(\)/,
  ],
  ["endless negation", { path: "a.tf", text: `a = ${"!".repeat(100_000)}true` }, /more than 500 operators/],
  ["endless conditions", { path: "a.tf", text: `a = (${"true\n? 1 : ".repeat(10_000)}1)` }, /more than 500 operators/],
])("rejects %s with the position", async (_, file, message) => {
  const error = await readAll([file]).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AccessInputError);
  expect((error as Error).message).toMatch(message);
});

it("finds what a repeated key hides from JSON.parse", async () => {
  const role = (name: string) => `{"name":"${name}","assume_role_policy":"{}"}`;
  const text = `{"resource":{"aws_iam_role":{"a":${role("shown")}},"aws_iam_role":{"a":${role("twice")},"a":${role("hidden")}}}}`;
  const { identities } = await json(text);
  expect(identities.map(({ name }) => name)).toEqual(["shown", "twice", "hidden"]);
});

it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
  "treats %s as a name like any other",
  async (name) => {
    const body = `{"name":"n","assume_role_policy":"{}","tags":{"${name}":"t"}}`;
    const { identities, resources } = await json(
      `{"resource":{"aws_iam_role":{"${name}":${body}},"${name}":{"x":{}}},"locals":{"${name}":"l"},"output":{"o":{"value":"\${local.${name}}"}}}`,
    );
    expect(identities.map(({ address }) => address)).toEqual([`aws_iam_role.${name}`]);
    expect(JSON.stringify(resources[0]?.argument("tags")?.value)).toBe(`{"${name}":"t"}`);
    expect(({} as Record<string, unknown>).name).toBeUndefined();
  },
);

it.each<[string, string, string]>([
  ["locals that refer to each other", "a = local.b\n b = local.a", "refers to itself"],
  ["a local that refers to itself", "a = [local.a]", "local.a refers to itself"],
  [
    "a long chain of locals",
    `a = local.l0\n${many(5_000, (i) => `l${i} = local.l${i + 1}`)}\n l5000 = 1`,
    "nested deeper than 400 levels",
  ],
  [
    "a string that doubles",
    `a = local.l40\n l0 = "xx"\n${many(40, (i) => `l${i + 1} = "\${local.l${i}}\${local.l${i}}"`)}`,
    "a string grows too long",
  ],
  [
    "a list that doubles",
    `a = local.l40\n l0 = [1]\n${many(40, (i) => `l${i + 1} = [local.l${i}, local.l${i}]`)}`,
    "a value grows too large",
  ],
  [
    "a list that doubles by concat",
    `a = local.l40\n l0 = [1]\n${many(40, (i) => `l${i + 1} = concat(local.l${i}, local.l${i})`)}`,
    "a value grows too large",
  ],
  [
    "nested loops",
    "l = range(1000)\n a = [for x in local.l : [for y in local.l : [for z in local.l : x + y + z]]]",
    "too many steps",
  ],
  ["a product of sets", `a = setproduct(${Array(9).fill("range(10)").join(", ")})`, "the product is too large"],
  ["a pattern that backtracks", `a = regex("^(a|a)*$", "${"a".repeat(400)}!")`, "the pattern is not evaluated"],
])("limits %s", async (_, locals, why) => {
  const { locals: found } = await hcl(`locals {\n ${locals}\n}`);
  const a = found.find(({ address }) => address === "local.a")?.value;
  expect(a?.whys.join()).toContain(why);
  expect(JSON.stringify(a?.value)).toContain(UNKNOWN);
});

it.each<[string, string]>([
  ["count", "count = 1000000000"],
  ["a role that counts itself", "count = length(aws_iam_role.r)"],
  ["a role whose name is its own", "name = aws_iam_role.r.name"],
])("limits %s", async (_, argument) => {
  const { identities } = await hcl(`resource "aws_iam_role" "r" {\n ${argument}\n assume_role_policy = "{}"\n}`);
  expect(identities).toHaveLength(1);
});

it("limits modules that call each other many times", async () => {
  const calls = (next: string): string => many(3, (i) => `module "m${i}" {\n source = "${next}"\n}`);
  const files = Array.from({ length: 12 }, (_, i) => ({
    path: `${"m/".repeat(i)}main.tf`,
    text: `${calls("./m")}\nresource "aws_iam_user" "u" {\n name = "u"\n}`,
  }));
  const { unknowns } = await readAll(files);
  expect(unknowns.some(({ why }) => why === "the input has more than 5000 module instances")).toBe(true);
});

it("reads expressions up to the deepest nesting", async () => {
  const deep = `${"[".repeat(140)}1${"]".repeat(140)}`;
  const { locals } = await json(
    JSON.stringify({ locals: { a: `\${${deep}}`, b: `\${${deep.repeat(2)}}`, c: `\${${"(".repeat(50_000)}` } }),
  );
  expect(locals.map(({ value }) => value?.whys.length)).toEqual([0, 1, 1]);
});

it("reads megabytes", async () => {
  const long = "x".repeat(2_000_000);
  await json(JSON.stringify({ locals: { a: long, b: `\${"${long}"}`, c: `\${${"1 + ".repeat(300_000)}1}` } }));
  await json(`{"locals":{"a":"\${${" ".repeat(2_000_000)}1}"}}`);
  await hcl(`# ${long}\nlocals {\n a = "${"x".repeat(900_000)}"\n}\n${many(20_000, (i) => `variable "v${i}" {}`)}`);
});

/** Fragments of Terraform, put together without sense. */
const fragment = fc.constantFrom(
  ...'resource data locals variable output module provider "aws_iam_role" "r" { } [ ] ( ) = : , . * " ${ %{ } ~} <<EOT\n EOT\n \n # // /* */ for in if else endif endfor null true 1.5 ... => ? ! - + && == local.a aws_iam_role.r.arn var.x [0] jsonencode( \\ \\u00 $${ ☃ \u0000'.split(
    " ",
  ),
);
const soup = fc.array(fragment, { maxLength: 60 }).map((parts) => parts.join(" "));

const settles = async (files: readonly TerraformFile[]): Promise<void> => {
  try {
    await readAll(files);
  } catch (error) {
    if (!(error instanceof AccessInputError)) throw error;
  }
};

it("throws only AccessInputError, for any HCL", async () => {
  await fc.assert(
    fc.asyncProperty(soup, (text) => settles([{ path: "main.tf", text }])),
    { numRuns: 300 },
  );
});

it("throws only AccessInputError, for any expressions", async () => {
  const property = fc.asyncProperty(fc.array(soup, { minLength: 1, maxLength: 5 }), (texts) => {
    const locals = Object.fromEntries(texts.map((text, index) => [`l${index}`, `\${${text}}`]));
    const role = { r: { name: texts[0], assume_role_policy: texts.at(-1), count: texts[1] ?? 1 } };
    return settles([{ path: "main.tf.json", text: JSON.stringify({ locals, resource: { aws_iam_role: role } }) }]);
  });
  await fc.assert(property, { numRuns: 500 });
});

const keys = fc.constantFrom(
  ...[
    "resource",
    "data",
    "aws_iam_role",
    "aws_iam_policy",
    "aws_iam_policy_document",
    "aws_iam_role_policy_attachment",
  ],
  ...["r", "name", "role", "policy", "assume_role_policy", "statement", "principals", "condition", "count", "for_each"],
  ...[
    "dynamic",
    "content",
    "module",
    "source",
    "locals",
    "output",
    "value",
    "provider",
    "__proto__",
    "//",
    "Statement",
  ],
  ...["planned_values", "configuration", "root_module", "resources", "format_version", "resource_changes", "values"],
);
const tree = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    fc.constantFrom<unknown>("x", "${local.r}", "${aws_iam_role.r.arn}", "./r", 1, true, null, "${each.key}", "{}"),
    fc.array(tie("node"), { maxLength: 3 }),
    fc.array(fc.tuple(keys, tie("node")), { maxLength: 5 }),
  ),
})).node;
/** Pairs become objects, in which keys may be repeated. */
const written = (node: unknown): string => {
  if (!Array.isArray(node)) return JSON.stringify(node);
  const pairs =
    node.length > 0 && node.every((item) => Array.isArray(item) && item.length === 2 && typeof item[0] === "string");
  return pairs
    ? `{${node.map(([key, value]) => `${JSON.stringify(key)}:${written(value)}`).join(",")}}`
    : `[${node.map(written).join(",")}]`;
};

it("throws only AccessInputError, for any JSON", async () => {
  const property = fc.asyncProperty(tree, fc.constantFrom("main.tf.json", "plan.json"), (node, path) =>
    settles([
      { path, text: written(node) },
      { path: "other.tf.json", text: "{}" },
    ]),
  );
  await fc.assert(property, { numRuns: 1000 });
});
