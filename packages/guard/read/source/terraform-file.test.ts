import { UNKNOWN } from "../../text";
import { readTerraform } from "..";
import { isOverride } from "./terraform-file";

const VARIABLES = `variable "a" {}\noutput "a" { value = var.a }`;

// Checked with `terraform plan` 1.11.4.
it.each<[what: string, settings: Readonly<Record<string, string>>, value: unknown]>([
  ["loads hidden files as well", { ".auto.tfvars": 'a = "hidden"' }, "hidden"],
  ["takes the file of Terraform's name first", { "terraform.tfvars": 'a = "1"', "a.auto.tfvars": 'a = "2"' }, "2"],
  ["takes its JSON after it", { "terraform.tfvars.json": '{ "a": "2" }', "terraform.tfvars": 'a = "1"' }, "2"],
  ["takes the others by name", { "terraform.auto.tfvars": 'a = "2"', "b.auto.tfvars": 'a = "1"' }, "2"],
  ["takes JSON by name too", { "a.auto.tfvars.json": '{ "a": "2" }', "a.auto.tfvars": 'a = "1"' }, "2"],
  ["loads nothing else", { "a.tfvars": 'a = "1"', "auto.tfvars": 'a = "2"', ".terraform.tfvars": 'a = "3"' }, UNKNOWN],
])("%s", async (_, settings, value) => {
  const files = Object.entries({ ...settings, "main.tf": VARIABLES });
  const { outputs } = await readTerraform(files.map(([path, text]) => ({ path, text })));
  expect(outputs.map((output) => output.value?.value)).toEqual([value]);
});

it.each([".main.tf", ".tf", ".main.tf.json", ".main.tofu", ".main.tofu.json"])("ignores %s", async (hidden) => {
  const files = ["main.tf", hidden].map((path) => ({
    path,
    text: path.endsWith(".json") ? '{ "output": {"b": {"value": 1}} }' : 'output "b" { value = 1 }',
  }));
  const { outputs } = await readTerraform(files);
  expect(outputs.map(({ file }) => file)).toEqual(["main.tf"]);
});

it.each([
  ["override.tf", true],
  ["a/b_override.tf.json", true],
  ["_override.tofu", true],
  ["a/override.tofu.json", true],
  ["override.x.tf", false],
  ["boverride.tf", false],
  ["override_b.tf", false],
  ["Override.tf", false],
])("knows whether %s overrides others", (path, expected) => expect(isOverride(path)).toBe(expected));
