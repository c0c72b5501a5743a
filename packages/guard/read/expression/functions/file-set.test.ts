import { readTerraform } from "../..";

const FILES = [
  "live/roles/app.yaml",
  "live/roles/web.yml",
  "live/roles/deep/down.yaml",
  "live/roles/x.json",
  "top.yaml",
];

/** Value and reasons of an expression in the folder `live`. */
async function evaluated(expression: string): Promise<[unknown, readonly string[] | undefined]> {
  const text = `output "x" {\n  value = ${expression}\n}\n`;
  const files = [{ path: "live/main.tf", text }, ...FILES.map((path) => ({ path, text: "" }))];
  const [output] = (await readTerraform(files)).outputs;
  return [output?.value?.value, output?.value?.whys];
}

it.each<[pattern: string, expected: string[]]>([
  ["*.yaml", ["app.yaml"]],
  ["*.{yaml,yml}", ["app.yaml", "web.yml"]],
  ["**/*.yaml", ["app.yaml", "deep/down.yaml"]],
  ["deep/*.yaml", ["deep/down.yaml"]],
  ["?.json", ["x.json"]],
  ["*", ["app.yaml", "web.yml", "x.json"]],
  ["*.{json,sh}", ["x.json"]],
  ["*.*ml", ["app.yaml", "web.yml"]],
])("finds %s", async (pattern, expected) => {
  expect(await evaluated(`fileset("\${path.module}/roles", "${pattern}")`)).toEqual([expected, []]);
  expect(await evaluated(`fileset("roles", "${pattern}")`)).toEqual([expected, []]);
});

it.each([
  ["files that may be made later", "*.txt"],
  ["classes of characters", "[a-z]*.yaml"],
  ["patterns that take long", "*a*a*a*a*.yaml"],
])("does not guess about %s", async (_, pattern) => {
  const [, whys] = await evaluated(`fileset("roles", "${pattern}")`);
  expect(whys).toEqual([expect.stringContaining("fileset(): ")]);
});
