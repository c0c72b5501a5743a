import { readTerraform } from "..";

/** What `var.x` is, of a type with a default or with a value of its own. */
async function variableOf(type: string, given: string): Promise<unknown> {
  const text = `variable "x" {\n  type = ${type}\n  default = ${given}\n}\noutput "x" {\n  value = var.x\n}\n`;
  const [output] = (await readTerraform([{ path: "main.tf", text }])).outputs;
  expect(output?.value?.whys).toEqual([]);
  return output?.value?.value;
}

it.each<[type: string, given: string, expected: unknown]>([
  ['object({ a = string, b = optional(string, "main") })', '{ a = "x" }', { a: "x", b: "main" }],
  ["object({ a = optional(string) })", "{}", { a: null }],
  ['object({ a = optional(string, "d") })', "{ a = null }", { a: "d" }],
  ['object({ a = optional(string, "d") })', '{ a = "e" }', { a: "e" }],
  ["object({ a = string })", '{ a = "x", b = "dropped" }', { a: "x" }],
  ['map(object({ a = optional(list(string), ["*"]) }))', "{ one = {} }", { one: { a: ["*"] } }],
  ["list(object({ a = optional(object({ b = optional(bool, true) }), {}) }))", "[{}]", [{ a: { b: true } }]],
  ["set(string)", '["b", "a", "b"]', ["a", "b"]],
  ["tuple([string, object({ a = optional(number, 1) })])", '["x", {}]', ["x", { a: 1 }]],
  ["string", "12", "12"],
  ["number", '"12"', 12],
  ["bool", '"true"', true],
  ["any", "{ a = 1 }", { a: 1 }],
  ["map(string)", '"no map"', "no map"],
])("%s converts %s", async (type, given, expected) => {
  expect(JSON.parse(JSON.stringify(await variableOf(type, given)))).toEqual(expected);
});

it("fills in what a call of a module leaves out, in both syntaxes", async () => {
  const { outputs } = await readTerraform([
    {
      path: "main.tf.json",
      text: JSON.stringify({
        module: { m: { source: "./m", repository: { name: "octo-org/app" } } },
        output: { x: { value: "${module.m.subject}" } },
      }),
    },
    {
      path: "m/main.tf.json",
      text: JSON.stringify({
        variable: { repository: { type: 'object({ name = string, branch = optional(string, "main") })' } },
        output: { subject: { value: "repo:${var.repository.name}:ref:refs/heads/${var.repository.branch}" } },
      }),
    },
  ]);
  expect(outputs[0]?.value?.value).toBe("repo:octo-org/app:ref:refs/heads/main");
});
