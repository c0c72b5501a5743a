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
    "error aws_ssm_parameter.p: value is aws_iam_access_key.ci.secret, and its type is String",
  ],
  [
    "it inside JSON",
    "/ci/key",
    "jsonencode({ secret = aws_iam_access_key.ci.secret })",
    "error aws_ssm_parameter.p: value is aws_iam_access_key.ci.secret, and its type is String",
  ],
  [
    "a password by the parameter's name",
    "/db/password",
    '"hunter2!"',
    "error aws_ssm_parameter.p: value holds a password (****)",
  ],
  [
    "what is given to a parameter of such a name",
    "/db/password",
    "var.given",
    "warning aws_ssm_parameter.p: /db/password is a secret by its name, and its type is String",
  ],
])("finds %s", async (_, name, value, message) => {
  expect(await judged(rule, parameter(name, value))).toEqual([message]);
});

it("looks at the other arguments for a value", async () => {
  expect(await judged(rule, parameter("/db/password", '"hunter2!"', "String", "insecure_value"))).toHaveLength(1);
});

it.each([
  ["an encrypted one", parameter("/ci/key", "aws_iam_access_key.ci.secret", "SecureString")],
  ["the id of an access key", parameter("/ci/key-id", "aws_iam_access_key.ci.id")],
  ["a setting", parameter("/app/region", '"us-east-1"')],
  ["a placeholder", parameter("/db/password", '"to be set by an operator"')],
  ["where the secret is", parameter("/app/token-url", '"https://example.com/token"')],
])("lets %s be", async (_, text) => expect(await judged(rule, text)).toEqual([]));
