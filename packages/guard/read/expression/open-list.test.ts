import * as fc from "fast-check";
import { readTerraform } from "../..";
import { isKnown, UNKNOWN } from "../../text";

const U = UNKNOWN;

/** The values of expressions, where nothing is known of `var.more`, or it has a default. */
async function resultsOf(expressions: readonly string[], more?: unknown, named = "[]") {
  const results = expressions.map((expression, at) => [`result${at}`, `\${${expression}\n}`] as const);
  const tf = {
    variable: { more: more === undefined ? {} : { default: more } },
    locals: { named: `\${${named}}`, ...Object.fromEntries(results) },
  };
  const { locals } = await readTerraform([{ path: "main.tf.json", text: JSON.stringify(tf) }]);
  const values = new Map(locals.map(({ address, value }) => [address, value]));
  return results.map(([name]) => {
    const { value, whys } = values.get(`local.${name}`) ?? { value: null, whys: ["it is not there"] };
    return { value: JSON.parse(JSON.stringify(value)) as unknown, whys };
  });
}

it.each<[string, unknown]>([
  ['concat(["a"], var.more)', ["a", U]],
  ['concat(var.more, ["a"], var.more, ["b"])', [U, "a", "b"]],
  ["concat(var.more, [1, true])", U],
  ["concat([{ a = true }], var.more)", [{ a: true }, U]],
  ["concat(tolist([{ a = true }]), var.more)", [{ a: U }, U]],
  ['distinct(concat(["a", "a"], var.more))', ["a", U]],
  ['toset(concat(["a"], var.more))', ["a", U]],
  ['sort(tolist(toset(concat(["b", "a"], var.more))))', ["b", "a", U]],
  ['compact(concat(["a", "", null], var.more))', ["a", U]],
  ['flatten([["a"], var.more, [["b"]]])', ["a", U, "b"]],
  ['flatten(concat([["a"]], var.more))', ["a", U]],
  ['setunion(["a"], var.more)', ["a", U]],
  ['formatlist("x-%s", var.more)', [`x-${U}`]],
  ['formatlist("%s-%s", "y", concat(["a"], var.more))', ["y-a", `y-${U}`]],
  ['formatlist("%s-%s", ["y"], var.more)', U],
  ['[for v in var.more : "x-${v}"]', [`x-${U}`]],
  ['[for k, v in var.more : "${k}-${v.name}"]', [`${U}-${U}`]],
  ['[for v in concat(["a"], var.more) : "x-${v}"]', ["x-a", `x-${U}`]],
  ['[for v in concat(["a"], var.more) : "x-${v}" if v != "b"]', [U, `x-${U}`]],
  ['[for v in var.more : "x"]', U],
  ['[for v in var.more : { a = "x-${v}" }]', U],
  ['[for v in var.more : jsonencode({ Effect = "Deny", a = v })]', U],
  ['coalescelist(concat(["a"], var.more), ["b"])', ["a", U]],
  ['coalescelist(var.more, ["b"])', U],
  ['true ? concat(["a"], var.more) : ["b"]', ["a", U]],
  ['{ a = concat(["a"], var.more) }', { a: ["a", U] }],
  ['jsondecode(jsonencode({ a = concat(["a"], var.more) })).a', ["a", U]],
])("sees what is known of %s", async (expression, expected) => {
  const [found] = await resultsOf([expression]);
  expect(found?.value).toEqual(expected);
  expect(found?.whys).toContain("variable more has no default");
});

const OPEN = 'concat(["a"], var.more)';

it.each([
  ...[`length(${OPEN})`, `${OPEN}[0]`, `element(${OPEN}, 0)`, `one(${OPEN})`, `${OPEN} == ["a"]`, `${OPEN} != ["a"]`],
  ...[`contains(${OPEN}, "b")`, `join(",", ${OPEN})`, `slice(${OPEN}, 0, 1)`, `${OPEN}[*]`, `index(${OPEN}, "a")`],
  ...[`zipmap(${OPEN}, ["b"])`, `jsonencode(${OPEN}) == jsonencode(["a"])`, `{ for v in ${OPEN} : v => 1 }`],
  ...[`"%{ for v in ${OPEN} }\${v}%{ endfor }"`, `setsubtract(${OPEN}, ["a"])`, `chunklist(${OPEN}, 1)`],
  ...[`length(jsondecode(jsonencode(${OPEN})))`, `length(yamldecode(jsonencode(${OPEN})))`, `md5(jsonencode(${OPEN}))`],
  ...[`length(yamldecode(yamlencode(${OPEN})))`, `try(${OPEN}, ["b"])`, `try(${OPEN}[1], "b")`, `can(${OPEN}[1])`],
  ...[`coalesce(${OPEN}, ["b"])`, `setproduct(${OPEN}, ["b"])`, `concat(${OPEN}...)`, `length([for v in ${OPEN} : v])`],
  ...[`length(flatten([${OPEN}]))`, `length({ a = ${OPEN} }.a)`, `[{ a = ${OPEN} }] == [{ a = ["a", "b"] }]`],
  ...[
    `contains([${OPEN}], ["a"])`,
    `reverse(${OPEN})[0]`,
    `sort(${OPEN})[0]`,
    `try([for v in var.more : "x-\${v}"], "b")`,
  ],
])("does not take the seen elements for all in %s", async (expression) => {
  expect(await resultsOf([expression])).toMatchObject([{ value: U }]);
});

it("makes as many instances as the whole list has elements", async () => {
  const text = `variable "more" {}
resource "aws_iam_role" "ci" {
  for_each = toset(concat(["a"], var.more))
  name     = each.value
}
resource "aws_iam_role" "cd" {
  count = length(concat(["a"], var.more))
  name  = "cd-\${count.index}"
}`;
  const { resources } = await readTerraform([{ path: "main.tf", text }]);
  expect(resources.map(({ address }) => address).sort()).toEqual(["aws_iam_role.cd[*]", "aws_iam_role.ci[*]"]);
});

const call = (names: readonly string[], ...args: fc.Arbitrary<string>[]) =>
  fc.tuple(fc.constantFrom(...names), ...args).map(([name, ...values]) => `${name}(${values.join(", ")})`);

const { list: LISTS } = fc.letrec<{ list: string; condition: string }>((tie) => ({
  list: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(
      "var.more",
      "var.more",
      "local.named",
      '["a"]',
      '["a", "x"]',
      "[]",
      '["b", "a", "b", ""]',
      "[null]",
    ),
    call(["concat", "setunion", "coalescelist", "setsubtract"], tie("list"), tie("list")),
    call(["distinct", "toset", "tolist", "compact", "reverse", "sort", "flatten"], tie("list")),
    fc.tuple(tie("list"), tie("list")).map(([a, b]) => `flatten([${a}, ["y", ${b}]])`),
    tie("list").map((of) => `formatlist("x-%s", ${of})`),
    tie("list").map((of) => `[for v in ${of} : "x-\${v}"]`),
    tie("list").map((of) => `[for k, v in ${of} : "\${k}-\${v}"]`),
    tie("list").map((of) => `[for v in ${of} : v if v != "a"]`),
    tie("list").map((of) => `slice(${of}, 0, 1)`),
    tie("list").map((of) => `(${of})[*]`),
    tie("list").map((of) => `jsondecode(jsonencode({ a = ${of} })).a`),
    tie("list").map((of) => `yamldecode(yamlencode(${of}))`),
    tie("list").map((of) => `yamldecode(jsonencode(${of}))`),
    fc.tuple(tie("list"), tie("list")).map(([a, b]) => `try(${a}, ${b})`),
    // Results of one type: which one they have in common with a value that is not known is another question.
    tie("condition").map((of) => `(${of} ? ["a", "x"] : ["b", "y"])`),
  ),
  condition: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("true", "false"),
    fc.tuple(tie("list"), tie("list")).map(([a, b]) => `(${a} == ${b})`),
    fc.tuple(tie("list"), tie("list")).map(([a, b]) => `(jsonencode(${a}) == jsonencode(${b}))`),
    tie("list").map((of) => `(length(${of}) == 1)`),
    tie("list").map((of) => `contains(${of}, "a")`),
    tie("list").map((of) => `can((${of})[1])`),
  ),
}));

const VALUES = fc.oneof(
  LISTS,
  LISTS.map((of) => `length(${of})`),
  LISTS.map((of) => `(${of})[0]`),
  LISTS.map((of) => `try((${of})[1], "none")`),
  LISTS.map((of) => `join(",", ${of})`),
  LISTS.map((of) => `jsonencode({ a = ${of} })`),
  LISTS.map((of) => `{ for v in ${of} : "\${v}" => 1... }`),
  LISTS.map((of) => `zipmap(${of}, ${of})`),
  LISTS.map((of) => `format("%v", ${of})`),
  LISTS.map((of) => `one(${of})`),
  LISTS.map((of) => `md5(jsonencode(${of}))`),
  LISTS.map((of) => `"%{ for v in ${of} }\${v},%{ endfor }"`),
);

const MORE = fc.array(fc.constantFrom("a", "b", "x", "", "x-a"), { maxLength: 3 });

it("knows of an expression only what is true whatever the variable is", async () => {
  const counts = { known: 0, open: 0 };
  const some = fc.array(VALUES, { minLength: 50, maxLength: 50 });
  await fc.assert(
    fc.asyncProperty(some, LISTS, MORE, async (expressions, named, more) => {
      const [found, real] = [await resultsOf(expressions, undefined, named), await resultsOf(expressions, more, named)];
      const wrong = expressions.filter((_, at) => {
        const [value, expected] = [found[at]?.value, real[at]];
        // Terraform rejects what has no value.
        if (expected === undefined || expected.whys.length > 0) return false;
        if (!holdsUnknown(value)) counts.known++;
        else if (value !== U) counts.open++;
        return !covers(value, expected.value);
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 200 },
  );
  // An evaluator that knows nothing would be right as well.
  expect(Math.min(counts.known, counts.open)).toBeGreaterThan(200);
}, 60_000);

const holdsUnknown = (value: unknown): boolean => JSON.stringify(value).includes(U);

/** Whether a value may be the real one. */
function covers(value: unknown, real: unknown): boolean {
  if (!holdsUnknown(value)) return JSON.stringify(value) === JSON.stringify(real);
  if (typeof value === "string") return coversText(value, real);
  if (typeof real !== "object" || real === null) return false;
  if (!Array.isArray(value))
    return Object.entries(value as object).every(
      ([key, member]) => !isKnown(key) || covers(member, (real as never)[key]),
    );
  if (!Array.isArray(real)) return false;
  return (
    value.every((element) => holdsUnknown(element) || real.some((other) => covers(element, other))) &&
    real.every((other) => value.some((element) => covers(element, other)))
  );
}

function coversText(text: string, real: unknown): boolean {
  if (text === U) return true;
  if (typeof real !== "string") return false;
  if (/^[[{]/.test(text) && !text.endsWith(U)) return covers(JSON.parse(text), JSON.parse(real));
  const [first = "", last = ""] = [text.split(U)[0], text.split(U).at(-1)];
  return real.startsWith(first) && real.endsWith(last);
}
