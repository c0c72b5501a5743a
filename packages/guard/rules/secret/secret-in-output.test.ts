import { judged } from "../../support/testing";
import { secretInOutput as rule } from "./secret-in-output";

const DECLARED = `
resource "aws_iam_access_key" "ci" {
  for_each = toset(["a"])
  user     = each.key
}
resource "random_password" "db" {
  length = 24
}
resource "tls_private_key" "ssh" {
  algorithm = "ED25519"
}
resource "aws_ssm_parameter" "region" {
  name  = "/app/region"
  type  = "String"
  value = "us-east-1"
}
data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}
data "aws_ssm_parameter" "key" {
  name = "/app/key"
}
locals {
  db_password = "hunter2!"
}
`;
const output = (value: string, more = "") => `${DECLARED}output "o" {\n  value = ${value}\n  ${more}\n}`;

it.each([
  [
    "an access key",
    'aws_iam_access_key.ci["a"].secret',
    'output.o prints aws_iam_access_key.ci["a"].secret and is not sensitive.',
  ],
  [
    "a part of an object",
    '{ user = "a", password = random_password.db.result }',
    "output.o prints random_password.db.result and is not sensitive.",
  ],
  [
    "a part of a text",
    '"postgres://app:${random_password.db.result}@db"',
    "output.o prints random_password.db.result and is not sensitive.",
  ],
  [
    "a secret inside nonsensitive()",
    "nonsensitive(random_password.db.result)",
    "output.o prints random_password.db.result and is not sensitive.",
  ],
  [
    "a private key",
    "tls_private_key.ssh.private_key_pem",
    "output.o prints tls_private_key.ssh.private_key_pem and is not sensitive.",
  ],
  [
    "a looked-up parameter",
    "data.aws_ssm_parameter.key.value",
    "output.o prints data.aws_ssm_parameter.key.value and is not sensitive.",
  ],
  [
    "a literal that is written elsewhere",
    "local.db_password",
    "output.o prints local.db_password, which contains a secret.",
  ],
  ["a literal", `"AKIA${"Q3EGU7ZP5NWDRT2H"}"`, "The value contains an AWS access key id (AKIA****)."],
])("finds %s", async (_, value, message) => {
  expect(await judged(rule, output(value))).toEqual([`error output.o: ${message}`]);
});

it.each([
  ["a sensitive output", 'aws_iam_access_key.ci["a"].secret', "sensitive = true"],
  ["a sensitive output of a local", "local.db_password", "sensitive = true"],
  ["the id of an access key", 'aws_iam_access_key.ci["a"].id', ""],
  ["a public key", "tls_private_key.ssh.public_key_openssh", ""],
  ["a parameter in plain text", "aws_ssm_parameter.region.value", ""],
  ["a parameter that AWS publishes", "data.aws_ssm_parameter.image.value", ""],
])("accepts %s", async (_, value, more) => expect(await judged(rule, output(value, more))).toEqual([]));

it("finds a secret in a plan", async () => {
  const expression = { references: ["aws_iam_access_key.ci.secret", "aws_iam_access_key.ci"] };
  const plan = {
    format_version: "1.2",
    planned_values: { outputs: { o: { sensitive: false, value: "x" } } },
    configuration: { root_module: { outputs: { o: { expression } } } },
  };
  expect(await judged(rule, { "plan.json": JSON.stringify(plan) })).toHaveLength(1);
});

it("finds a secret in a plan that does not know its value yet", async () => {
  const expression = { references: ["aws_iam_access_key.ci.secret", "aws_iam_access_key.ci"] };
  const plan = (sensitive: boolean) => ({
    format_version: "1.2",
    planned_values: { outputs: { o: { sensitive } } },
    configuration: { root_module: { outputs: { o: { expression, sensitive } } } },
  });
  const judgedPlan = (sensitive: boolean) => judged(rule, { "plan.json": JSON.stringify(plan(sensitive)) });
  expect(await judgedPlan(false)).toEqual([
    "error output.o: output.o prints aws_iam_access_key.ci.secret and is not sensitive.",
  ]);
  expect(await judgedPlan(true)).toEqual([]);
});
