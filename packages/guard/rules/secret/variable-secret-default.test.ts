import { judged } from "../../support/testing";
import { variableSecretDefault as rule } from "./variable-secret-default";

it("finds a password in a default, sensitive or not", async () => {
  expect(await judged(rule, 'variable "db_password" {\n  default = "hunter2!"\n}')).toEqual([
    "error var.db_password: The default or a tfvars file contains a password (****), and the variable is not sensitive.",
  ]);
  expect(await judged(rule, 'variable "db_password" {\n  default = "hunter2!"\n  sensitive = true\n}')).toEqual([
    "error var.db_password: The default or a tfvars file contains a password (****).",
  ]);
});

it("finds a password in a default of a module, whatever its caller gives", async () => {
  const files = {
    "main.tf": 'variable "password" {}\nmodule "m" {\n  source = "./m"\n  db_password = var.password\n}',
    "m/main.tf": 'variable "db_password" {\n  default = "hunter2!"\n  sensitive = true\n}',
  };
  expect(await judged(rule, files)).toEqual([
    "error module.m.var.db_password: The default or a tfvars file contains a password (****).",
  ]);
});

it("finds a password inside an object, in JSON", async () => {
  const variable = { database: { default: { user: "app", password: "hunter2!" } } };
  expect(await judged(rule, JSON.stringify({ variable }))).toHaveLength(1);
});

it.each([
  ["no default", 'variable "db_password" {\n  sensitive = true\n}'],
  ["an empty default", 'variable "db_password" {\n  default = ""\n}'],
  ["null", 'variable "db_password" {\n  default = null\n}'],
  ["a placeholder", 'variable "db_password" {\n  default = "changeme"\n}'],
  ["the name of a secret", 'variable "image_pull_secret" {\n  default = "registry-credentials"\n}'],
  ["a number", 'variable "max_tokens" {\n  default = 4096\n}'],
])("accepts %s", async (_, text) => expect(await judged(rule, text)).toEqual([]));

it("does not treat the variables of a plan as defaults", async () => {
  const plan = { format_version: "1.2", planned_values: {}, variables: { db_password: { value: "hunter2!" } } };
  expect(await judged(rule, { "plan.json": JSON.stringify(plan) })).toEqual([]);
});
