import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readTerraform } from "@openhands-aws/guard";
import * as fc from "fast-check";

type Files = Readonly<Record<string, string>>;

const NAME = "files of Terraform";
const { FILES_SEED, CI } = process.env;

const missing = spawnSync("terraform", ["version"]).error ? "terraform is not on the PATH." : "";
if (missing && CI === "true") throw new Error(`CI must run "${NAME}": ${missing}`);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-e2e-files-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The outputs that the installed Terraform gives, without provider and network; `undefined` if it refuses the files. */
function applied(files: Files, varFiles: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  rmSync(folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const args = [
    "apply",
    "-json",
    "-auto-approve",
    "-input=false",
    "-lock=false",
    ...varFiles.map((file) => `-var-file=${file}`),
  ];
  const env = { PATH: process.env.PATH, HOME: folder, CHECKPOINT_DISABLE: "1" };
  if (Object.values(files).some((text) => text.includes("module")))
    spawnSync("terraform", ["get"], { cwd: folder, encoding: "utf8", env });
  const { stdout } = spawnSync("terraform", args, { cwd: folder, encoding: "utf8", env });
  const messages = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  if (messages.some((message) => message["@level"] === "error")) return undefined;
  const { outputs = {} } = messages.findLast(({ type }) => type === "outputs") ?? {};
  return Object.fromEntries(Object.entries<{ value?: unknown }>(outputs).map(([name, { value }]) => [name, value]));
}

async function read(files: Files, varFiles: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const filesOf = (paths: readonly string[]) => paths.map((path) => ({ path, text: files[path] ?? "" }));
  const model = await readTerraform(filesOf(Object.keys(files)), { varFiles: filesOf(varFiles) });
  const asTerraform = model.alternatives.find(({ when }) => /Terraform/.test(when.get("") ?? ""))?.model ?? model;
  const outputs = asTerraform.outputs.filter(({ root }) => root === "");
  return Object.fromEntries(outputs.map(({ address, value }) => [address.replace("output.", ""), value?.value]));
}

const out = (value: string, name = "x") => `output "${name}" {\n  value = ${value}\n}\n`;
const variable = (value: string, name = "x") => `variable "${name}" {\n  default = ${value}\n}\n`;
const data = (count: string, more = "") => `resource "terraform_data" "d" {\n  input = "base"\n${more}}\n${out(count)}`;

(missing ? describe.skip : describe)(missing ? `${NAME} (${missing})` : NAME, () => {
  it.each<[what: string, files: Files, varFiles?: readonly string[]]>([
    [
      "ignores hidden files",
      { "a.tf": out("1"), ".b.tf": out("2", "y"), ".tf": out("3", "z"), "c.tf~": out("4", "u") },
    ],
    [
      "reads names with other signs",
      { "#a.tf": out("1"), " .tf": out("2", "y"), "A.TF": out("3", "z"), "~.tf": out("4", "u") },
    ],
    ["does not read what OpenTofu reads", { "a.tf": out("1"), "a.tofu": out("2"), "b.tofu.json": "{}" }],
    [
      "merges by name",
      {
        "a.tf": out("1"),
        "override.tf": out("2"),
        "a_override.tf": out("3"),
        "b_override.tf.json": '{"output":{"x":{"value":4}}}',
      },
    ],
    [
      "merges JSON of the same name later",
      { "a.tf": out("1"), "b_override.tf.json": '{"output":{"x":{"value":2}}}', "b_override.tf": out("3") },
    ],
    ["merges hidden overrides not at all", { "a.tf": out("1"), ".override.tf": out("2") }],
    [
      "takes other names for no overrides",
      { "a.tf": out("1"), "boverride.tf": out("2", "y"), "override_b.tf": out("3", "z") },
    ],
    [
      "merges locals",
      {
        "a.tf": `locals {\n  a = 1\n  b = { c = 1, d = 2 }\n}\n${out("[local.a, local.b]")}`,
        "override.tf": "locals {\n  b = { c = 3 }\n}",
      },
    ],
    [
      "merges the default of a variable",
      {
        "a.tf": `variable "x" {\n  type = list(string)\n  default = []\n}\n${out("var.x")}`,
        "override.tf": variable('["a"]'),
      },
    ],
    [
      "merges the type of a variable",
      { "a.tf": variable("1") + out("var.x"), "override.tf": 'variable "x" {\n  type = string\n}' },
    ],
    ["merges null", { "a.tf": variable("1") + out("var.x == null"), "override.tf": variable("null") }],
    [
      "merges count",
      {
        "a.tf": data("length(terraform_data.d)", "  count = 2\n"),
        "override.tf": 'resource "terraform_data" "d" {\n  count = 3\n}',
      },
    ],
    [
      "merges for_each",
      {
        "a.tf": data("keys(terraform_data.d)", '  for_each = toset(["a"])\n'),
        "override.tf": 'resource "terraform_data" "d" {\n  for_each = toset(["b", "c"])\n}',
      },
    ],
    [
      "merges count into for_each",
      {
        "a.tf": data("length(terraform_data.d)", '  for_each = toset(["a"])\n'),
        "override.tf": 'resource "terraform_data" "d" {\n  count = 3\n}',
      },
    ],
    [
      "merges arguments twice",
      {
        "a.tf": data("terraform_data.d.input"),
        "a_override.tf": 'resource "terraform_data" "d" {\n  input = "a"\n}',
        "b_override.tf": 'resource "terraform_data" "d" {\n  triggers_replace = "b"\n}',
      },
    ],
    [
      "merges the source of a module",
      {
        "a.tf": `module "m" {\n  source = "./a"\n}\n${out("module.m.x")}`,
        "a/a.tf": out('"a"'),
        "b/b.tf": out('"b"'),
        "override.tf": 'module "m" {\n  source = "./b"\n}',
      },
    ],
    [
      "merges the arguments of a module",
      {
        "a.tf": `module "m" {\n  source = "./a"\n  x = 1\n  y = 1\n}\n${out("module.m.x")}`,
        "a/a.tf": variable("0") + variable("0", "y") + out("[var.x, var.y]"),
        "override.tf": 'module "m" {\n  x = 2\n}',
      },
    ],
    [
      "merges in modules",
      {
        "a.tf": `module "m" {\n  source = "./a"\n}\n${out("module.m.x")}`,
        "a/a.tf": out('"a"'),
        "a/override.tf": out('"b"'),
      },
    ],
    [
      "loads settings in order",
      {
        "a.tf": variable("0") + out("var.x"),
        "terraform.tfvars.json": '{"x":1}',
        "terraform.tfvars": "x = 2",
        "a.auto.tfvars": "x = 3",
        "a.auto.tfvars.json": '{"x":4}',
        ".auto.tfvars": "x = 5",
        "B.auto.tfvars": "x = 6",
      },
    ],
    [
      "loads a file with Terraform's name and more by name",
      { "a.tf": variable("0") + out("var.x"), "terraform.auto.tfvars": "x = 1", "z.auto.tfvars": "x = 2" },
    ],
    [
      "does not load others",
      {
        "a.tf": variable("0") + out("var.x"),
        "auto.tfvars": "x = 1",
        "x.tfvars": "x = 2",
        "a/terraform.tfvars": "x = 3",
        ".terraform.tfvars": "x = 4",
      },
    ],
    [
      "loads no settings of a called module",
      {
        "a.tf": `module "m" {\n  source = "./a"\n}\n${out("module.m.x")}`,
        "a/a.tf": variable("0") + out("var.x"),
        "a/terraform.tfvars": "x = 1",
      },
    ],
    [
      "takes named settings last",
      { "a.tf": variable("0") + out("var.x"), "z.auto.tfvars": "x = 1", "a.tfvars": "x = 2" },
      ["a.tfvars"],
    ],
    [
      "takes the last of named settings",
      {
        "a.tf": variable("0") + variable("0", "y") + out("[var.x, var.y]"),
        "z.tfvars": "x = 1\ny = 1",
        "a.tfvars": "x = 2",
      },
      ["z.tfvars", "a.tfvars"],
    ],
    [
      "takes named settings of any name",
      { "a.tf": variable("0") + out("var.x"), "z.json": '{"x":"$${a}${1}"}', "z.hcl": 'x = "$${a}"' },
      ["z.hcl"],
    ],
    [
      "takes JSON literally",
      { "a.tf": variable("0") + out("var.x"), "z.json": '{"x":"$${a}${1}\\u002a"}' },
      ["z.json"],
    ],
    [
      "evaluates HCL",
      {
        "a.tf": variable("0") + out("var.x"),
        "z.tfvars": 'x = ["$${a}%%{b}", "${1 + 1}", <<E\n  a\nE\n, { a = null }]',
      },
      ["z.tfvars"],
    ],
    [
      "ignores settings of other variables",
      { "a.tf": variable("0") + out("var.x"), "z.tfvars": "y = 1" },
      ["z.tfvars"],
    ],
  ])("%s", async (_, files, varFiles = []) => {
    const expected = applied(files, varFiles);
    expect(expected).toBeDefined();
    expect(await read(files, varFiles)).toEqual(expected);
  });

  it("gives the values of any override files and settings in their order", async () => {
    const seed = Number(FILES_SEED ?? (CI === "true" ? 1 : Date.now() % 1_000_000_000));
    const stems = [
      "a",
      "B",
      "b",
      "terraform",
      "override",
      "a_override",
      "B_override",
      "_override",
      ".x",
      "é_override",
      "z.auto",
      ".auto",
      "a-b.auto",
      "terraform.auto",
    ];
    const file = fc.tuple(
      fc.constantFrom(...stems),
      fc.constantFrom(".tf", ".tf.json", ".tfvars", ".tfvars.json"),
      fc.nat(99),
    );
    const textOf = (ending: string, value: number) =>
      ({
        ".tf": variable(`${value}`),
        ".tf.json": `{"variable":{"x":{"default":${value}}}}`,
        ".tfvars": `x = ${value}`,
        ".tfvars.json": `{"x":${value}}`,
      })[ending] ?? "";
    process.stdout.write(`FILES_SEED=${seed}\n`);
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 8 }), async (chosen) => {
        const files = {
          ...Object.fromEntries(chosen.map(([stem, ending, value]) => [stem + ending, textOf(ending, value)])),
          "main.tf": variable("100") + out("var.x"),
        };
        const expected = applied(files, []);
        if (expected) expect(await read(files, [])).toEqual(expected);
      }),
      { seed, numRuns: 150 },
    );
  });
});
