import { judged } from "../../support/testing";
import { literalCredential as rule } from "./literal-credential";

// Put together here, so that no scanner takes this file for a leak.
const KEY_ID = `AKIA${"Q3EGU7ZP5NWDRT2H"}`;
const SECRET_KEY = `kD8vTq2LxW/9sZrB${"4mYnHc7pJf1GuE6oQaXi3t0R"}`;
const GITHUB = `ghp_${"Zk3vR8mQ1xT6bN0cY5wL2sD7fH4jK9pAuEiG"}`;
const SLACK = `xoxb-${"2485719302-5837164920-aBcD3fGh1jKlMn0pQrSt"}`;
const PRIVATE_KEY = `-----BEGIN RSA ${"PRIVATE"} KEY-----\\nMIIEowIBAAKCAQEAx7Vw0kq3v9Tz2mBhY1\\n`;
const resource = (line: string) => `resource "aws_lambda_function" "agent" {\n  function_name = "agent"\n  ${line}\n}`;
const environment = (name: string, value: string) =>
  resource(`environment {\n    variables = { ${name} = "${value}" }\n  }`);

it.each([
  ["an access key id", `description = "uses ${KEY_ID}"`, "description contains an AWS access key id (AKIA****)."],
  ["a private key", `description = "${PRIVATE_KEY}"`, "description contains a private key (****)."],
  ["a GitHub token", `tags = { token = "${GITHUB}" }`, "tags.token contains a GitHub token (ghp_****)."],
  [
    "a fine-grained token",
    `tags = { t = "github_pat_${"a1B2c3D4e5".repeat(7)}" }`,
    "tags.t contains a GitHub token (github_pat_****).",
  ],
  ["a Slack token", `tags = { t = "${SLACK}" }`, "tags.t contains a Slack token (xoxb-****)."],
  [
    "a password in a URL",
    `tags = { t = "postgres://app:hunter2!@db.internal/app" }`,
    "tags.t contains a password in a URL (****).",
  ],
])("finds %s by its form", async (_, line, message) => {
  expect(await judged(rule, resource(line))).toEqual([`error aws_lambda_function.agent: ${message}`]);
});

it("finds a secret key by the text before it, and by its name", async () => {
  expect(await judged(rule, resource(`description = "aws_secret_access_key = ${SECRET_KEY}"`))).toHaveLength(1);
  expect(await judged(rule, environment("AWS_SECRET_ACCESS_KEY", SECRET_KEY))).toEqual([
    "error aws_lambda_function.agent: environment[0].variables.AWS_SECRET_ACCESS_KEY contains an AWS secret access key (****).",
  ]);
});

it("never shows the secret, not even in its path", async () => {
  const found = await judged(rule, resource(`tags = { "${KEY_ID}" = "${KEY_ID}", password = "hunter2!" }`));
  expect(found).toHaveLength(2);
  expect(found.join()).not.toMatch(new RegExp(`${KEY_ID}|hunter2`));
});

it("reports AWS's documented examples as a warning: the next commit may put real ones there", async () => {
  expect(await judged(rule, resource(`description = "AKIAIOSFODNN7EXAMPLE"`))).toEqual([
    "warning aws_lambda_function.agent: description contains an AWS access key id (AKIA****, an example from the AWS documentation).",
  ]);
  const example = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  expect(await judged(rule, environment("SECRET_KEY", example))).toEqual([expect.stringMatching(/^warning/)]);
});

it.each([
  [
    "a password argument",
    `resource "aws_db_instance" "main" {\n  password = "hunter2!"\n}`,
    "password contains a password (****).",
  ],
  [
    "a write-only one",
    `resource "aws_db_instance" "main" {\n  password_wo = "hunter2!"\n}`,
    "password_wo contains a password (****).",
  ],
  [
    "a secret's text",
    `resource "aws_secretsmanager_secret_version" "main" {\n  secret_string = "hunter2!"\n}`,
    "secret_string contains a password (****).",
  ],
  [
    "a secret's text that is JSON",
    `resource "aws_secretsmanager_secret_version" "main" {\n  secret_string = jsonencode({ user = "app", password = "hunter2!" })\n}`,
    "secret_string > password contains a password (****).",
  ],
  [
    "an encrypted parameter's value",
    `resource "aws_ssm_parameter" "main" {\n  name = "/app/key"\n  type = "SecureString"\n  value = "q8Zt3LmV0xRw7Kd2"\n}`,
    "value contains a secret (****).",
  ],
  [
    "a container's environment",
    `resource "aws_ecs_task_definition" "main" {\n  container_definitions = jsonencode([{ name = "app", environment = [{ name = "DB_PASSWORD", value = "hunter2!" }] }])\n}`,
    "container_definitions > [0].environment[0].value contains a password (****).",
  ],
  [
    "a chart's setting",
    `resource "helm_release" "main" {\n  set {\n    name = "auth.rootPassword"\n    value = "hunter2!"\n  }\n}`,
    "set[0].value contains a password (****).",
  ],
])("finds %s by its name", async (_, text, message) => {
  const [found = "", ...others] = await judged(rule, text);
  expect([found.replace(/^error \w+\.main: /, ""), others]).toEqual([message, []]);
});

it.each([
  ["a reference", "password = var.password"],
  ["a placeholder", 'password = "REPLACE_ME"'],
  ["a placeholder in words", 'password = "to-be-set-by-operator"'],
  ["only x", 'password = "xxxxxxxx"'],
  ["changeme", 'password = "changeme"'],
  ["a dynamic reference", 'password = "{{resolve:secretsmanager:app:SecretString:password}}"'],
  ["the ARN of a secret", 'tags = { secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-a1b2c3" }'],
  ["the name of a secret", 'tags = { secret = "openhands-runtime-config-2", token = "/openhands/token" }'],
  [
    "a name that does not end with secret or token",
    'tags = { token_url = "x9Kd72mQpL0v", secret_arn = "q8Zt3LmV0xRw7Kd2" }',
  ],
  ["a commit", 'tags = { commit = "4f786850e387550fdab836ed7e6dc881de23001b" }'],
  ["the form of a token, filled with x", `tags = { t = "ghp_${"x".repeat(36)}", u = "AKIA${"X".repeat(16)}" }`],
  ["a URL without password", 'tags = { t = "https://user@example.com:8443/a:b@c" }'],
  ["a URL in a template", 'tags = { t = "postgres://app:$${DB_PASSWORD}@db/app" }'],
  ["switches", 'manage_master_user_password = true\n  tags = { rotate_password = "true" }'],
])("accepts %s", async (_, line) => {
  expect(await judged(rule, `variable "password" {\n  sensitive = true\n}\n${resource(line)}`)).toEqual([]);
});

it("reports a secret where it is written, not where it is used", async () => {
  const text = `
locals {
  db_password = "hunter2!"
  copy        = local.db_password
}
resource "aws_db_instance" "main" {
  password = local.copy
}`;
  expect(await judged(rule, text)).toEqual(["error local.db_password: db_password contains a password (****)."]);
});

it("reads the arguments of a module that is not in the input", async () => {
  const text = `
module "mail" {
  source     = "terraform-aws-modules/ses/aws"
  version    = "1.2.3"
  for_each   = toset(["a", "b"])
  secret_key = "${SECRET_KEY}"
  settings   = { smtp = { password = "hunter2!" } }
  token      = local.token
}
locals {
  token = "ghp_${"Zk3vR8mQ1xT6bN0cY5wL2sD7fH4jK9pAuEiG"}"
}`;
  expect(await judged(rule, text)).toEqual([
    "error module.mail: secret_key contains an AWS secret access key (****).",
    "error module.mail: settings.smtp.password contains a password (****).",
    "error local.token: token contains a GitHub token (ghp_****).",
  ]);
});

it("accepts the version and the commit of a module", async () => {
  const text = `module "mail" {\n  source = "git::https://example.com/mail.git?ref=4f786850e387550fdab836ed7e6dc881de23001b"\n  password = var.password\n}\nvariable "password" {}`;
  expect(await judged(rule, text)).toEqual([]);
});

it("does not treat a plan's variables and computed values as written", async () => {
  const resource = (type: string, values: object, written: readonly string[]) => ({
    ...{ address: `${type}.main`, mode: "managed", type, name: "main", values },
    expressions: Object.fromEntries(written.map((name) => [name, {}])),
  });
  const plan = (variables: object) => {
    const resources = [
      resource("aws_db_instance", { password: "hunter2!" }, ["password"]),
      resource("aws_iam_access_key", { id: KEY_ID, secret: SECRET_KEY }, []),
      resource("aws_ssm_parameter", { name: "/app/key", type: "SecureString", value: SECRET_KEY }, [
        "name",
        "type",
        "value",
      ]),
    ];
    return JSON.stringify({
      format_version: "1.2",
      variables,
      planned_values: { root_module: { resources } },
      configuration: { root_module: { resources } },
    });
  };
  expect(await judged(rule, { "plan.json": plan({ password: { value: "hunter2!" } }) })).toEqual([]);
  expect(await judged(rule, { "plan.json": plan({}) })).toHaveLength(1);
});

it("accepts the ids of a user's keys, which a plan shows where a data source lists them", async () => {
  const access_keys = [
    { access_key_id: "AKIAIOSFODNN7EXAMPLE", create_date: "2026-11-01T00:00:00Z", status: "Active" },
  ];
  const keys = { user: "ci", access_keys };
  const resource = { address: "data.aws_iam_access_keys.ci", mode: "data", type: "aws_iam_access_keys", name: "ci" };
  const state = { values: { root_module: { resources: [{ ...resource, values: keys }] } } };
  const plan = { format_version: "1.2", planned_values: { root_module: {} }, prior_state: state };
  expect(await judged(rule, { "plan.json": JSON.stringify(plan) })).toEqual([]);
});

it("finishes on hostile texts", async () => {
  for (const text of [
    "a:".repeat(200_000),
    "x://".repeat(100_000),
    `${"secret_key=".repeat(50_000)}`,
    "[".repeat(300_000),
  ])
    expect(
      await judged(rule, {
        "main.tf.json": JSON.stringify({ resource: { aws_instance: { a: { password: text, ami: text } } } }),
      }),
    ).not.toContainEqual(expect.stringContaining("rule-failed"));
});
