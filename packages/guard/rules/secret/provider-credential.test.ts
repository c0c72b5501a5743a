import { judged } from "../../support/testing";
import { providerCredential as rule } from "./provider-credential";

const KEY_ID = `AKIA${"Q3EGU7ZP5NWDRT2H"}`;
const SECRET_KEY = `kD8vTq2LxW/9sZrB${"4mYnHc7pJf1GuE6oQaXi3t0R"}`;

it("finds the keys of the AWS provider", async () => {
  const text = `provider "aws" {\n  alias = "us"\n  access_key = "${KEY_ID}"\n  secret_key = "${SECRET_KEY}"\n}`;
  expect(await judged(rule, text)).toEqual([
    "error provider.aws.us: access_key contains an AWS access key id (AKIA****).",
    "error provider.aws.us: secret_key contains an AWS secret access key (****).",
  ]);
});

it("finds the token of another provider, in JSON", async () => {
  const token = `ghp_${"Zk3vR8mQ1xT6bN0cY5wL2sD7fH4jK9pAuEiG"}`;
  expect(await judged(rule, JSON.stringify({ provider: { github: [{ token }] } }))).toEqual([
    "error provider.github: token contains a GitHub token (ghp_****).",
  ]);
});

it.each([
  ["no keys", 'region = "us-east-1"'],
  ["keys from variables", "access_key = var.access_key\n  secret_key = var.secret_key"],
  ["the keys of an emulator", 'access_key = "test"\n  secret_key = "mock_secret_key"'],
  [
    "any keys for an emulator",
    `access_key = "${KEY_ID}"\n  secret_key = "${SECRET_KEY}"\n  endpoints {\n    s3 = "http://localhost:4566"\n  }`,
  ],
  ["a role", 'assume_role {\n    role_arn = "arn:aws:iam::123456789012:role/terraform"\n  }'],
])("accepts %s", async (_, lines) => {
  const variables = 'variable "access_key" {}\nvariable "secret_key" {}\n';
  expect(await judged(rule, `${variables}provider "aws" {\n  ${lines}\n}`)).toEqual([]);
});

it("does not treat an endpoint that only starts like an emulator's as one", async () => {
  const text = `provider "aws" {\n  access_key = "${KEY_ID}"\n  endpoints {\n    s3 = "https://localhost.example.net"\n  }\n}`;
  expect(await judged(rule, text)).toHaveLength(1);
});

it("reads the constants of a plan, and not its variables", async () => {
  const plan = {
    format_version: "1.2",
    planned_values: {},
    variables: { secret_key: { value: SECRET_KEY } },
    configuration: {
      provider_config: {
        aws: {
          name: "aws",
          expressions: {
            access_key: { constant_value: KEY_ID },
            secret_key: { references: ["var.secret_key"] },
            assume_role: [{ role_arn: { constant_value: "arn:aws:iam::123456789012:role/terraform" } }],
          },
        },
      },
    },
  };
  expect(await judged(rule, { "plan.json": JSON.stringify(plan) })).toEqual([
    "error provider.aws: access_key contains an AWS access key id (AKIA****).",
  ]);
});
