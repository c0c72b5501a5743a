import { judged } from "../../support/testing";
import { secretInStringParameter as rule } from "./secret-in-string-parameter";

const KEY = 'resource "aws_iam_access_key" "ci" {\n  user = "ci"\n}\n';
const parameter = (name: string, value: string, type = "String", argument = "value") =>
  `${KEY}variable "given" {}\nresource "aws_ssm_parameter" "p" {\n  name = "${name}"\n  type = "${type}"\n  ${argument} = ${value}\n}`;

it.each([
  [
    "the secret of an access key",
    "/ci/key",
    "aws_iam_access_key.ci.secret",
    "error aws_ssm_parameter.p: The argument value is aws_iam_access_key.ci.secret, but the type is String.",
  ],
  [
    "the same inside JSON",
    "/ci/key",
    "jsonencode({ secret = aws_iam_access_key.ci.secret })",
    "error aws_ssm_parameter.p: The argument value is aws_iam_access_key.ci.secret, but the type is String.",
  ],
  [
    "a password by the parameter's name",
    "/db/password",
    '"hunter2!"',
    "error aws_ssm_parameter.p: value contains a password (****).",
  ],
  [
    "a variable in a parameter that is named like a secret",
    "/db/password",
    "var.given",
    "warning aws_ssm_parameter.p: The name /db/password says that this is a secret, but the type is String.",
  ],
])("finds %s", async (_, name, value, message) => {
  expect(await judged(rule, parameter(name, value))).toEqual([message]);
});

it("checks the other arguments for a value", async () => {
  expect(await judged(rule, parameter("/db/password", '"hunter2!"', "String", "insecure_value"))).toHaveLength(1);
});

it.each([
  ["an encrypted one", parameter("/ci/key", "aws_iam_access_key.ci.secret", "SecureString")],
  ["the id of an access key", parameter("/ci/key-id", "aws_iam_access_key.ci.id")],
  ["a setting", parameter("/app/region", '"us-east-1"')],
  ["a placeholder", parameter("/db/password", '"to be set by an operator"')],
  ["a URL that a secret is fetched from", parameter("/app/token-url", '"https://example.com/token"')],
])("accepts %s", async (_, text) => expect(await judged(rule, text)).toEqual([]));
