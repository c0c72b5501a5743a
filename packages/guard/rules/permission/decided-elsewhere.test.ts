import { judged } from "../../support/testing";
import { RULES } from "..";

const policy = (statements: string) => `jsonencode({ Version = "2012-10-17", Statement = ${statements} })`;
const trust = (principal: string) =>
  policy(`[{ Effect = "Allow", Principal = ${principal}, Action = "sts:AssumeRole" }]`);
const github = (subject: string) =>
  policy(`[{
    Effect    = "Allow"
    Action    = "sts:AssumeRoleWithWebIdentity"
    Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
    Condition = {
      StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
      StringLike   = { "token.actions.githubusercontent.com:sub" = ${subject} }
    }
  }]`);
const FUNCTION = trust('{ Service = "lambda.amazonaws.com" }');
const READ = `{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::assets/*" }`;

const variable = (name: string, value: string) => `variable "${name}" {\n  default = ${value}\n}\n`;
const role = (assumed: string, more = "") =>
  `resource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = ${assumed}\n  ${more}\n}\n`;
const granted = (document: string) =>
  `${role(FUNCTION)}resource "aws_iam_role_policy" "p" {\n  role   = aws_iam_role.r.name\n  policy = ${document}\n}\n`;
const off = (type: string, body = "") => `resource "${type}" "x" {\n  count = var.on ? 1 : 0\n  ${body}\n}\n`;
const ignoring = (names: string) => `lifecycle {\n    ignore_changes = ${names}\n  }`;

/** Without what is said of every function's role. */
const found = async (...[input]: [Parameters<typeof judged>[1]]) =>
  (await judged(RULES, input)).filter((text) => !/github-subject-form|service-unscoped/.test(text));

const ROLE = "info aws_iam_role.r: decided-elsewhere: ";

it.each<[string, string, string]>([
  [
    "an open role",
    variable("on", "false") + role(trust('"*"'), "count = var.on ? 1 : 0"),
    "The resource is not checked: it is made only if var.on is set otherwise.",
  ],
  [
    "a role for each of no subjects",
    variable("subjects", "[]") + role(github("each.value"), "for_each = toset(var.subjects)"),
    "The resource is not checked: it is made only if var.subjects is set otherwise.",
  ],
  [
    "a role for each member of an empty map",
    variable("roles", "{}") + role(github("each.value"), "for_each = var.roles"),
    "The resource is not checked: it is made only if var.roles is set otherwise.",
  ],
  [
    "a role that hangs on two variables",
    variable("on", "false") + variable("ci", "true") + role(trust('"*"'), "count = var.ci && var.on ? 1 : 0"),
    "The resource is not checked: it is made only if var.ci, var.on are set otherwise.",
  ],
  [
    "a role through a local",
    `${variable("on", "false")}locals {\n  on = var.on\n}\n${role(trust('"*"'), "count = local.on ? 1 : 0")}`,
    "The resource is not checked: it is made only if var.on is set otherwise.",
  ],
  [
    "a role that is never made",
    role(trust('"*"'), "count = 0"),
    "The resource is not checked: it has no instance (count or for_each).",
  ],
  [
    "an inline policy for each of none",
    variable("more", "{}") +
      role(
        FUNCTION,
        'dynamic "inline_policy" {\n for_each = var.more\n content {\n name = "x"\n policy = inline_policy.value\n }\n }',
      ),
    "Its block inline_policy is not checked: it is made only if var.more is set otherwise.",
  ],
  [
    "managed policies that are set elsewhere",
    variable("arns", "[]") + role(FUNCTION, "managed_policy_arns = var.arns"),
    "managed_policy_arns is not checked: var.arns is empty unless it is set.",
  ],
  [
    "principals that are set elsewhere",
    variable("arns", "[]") + role(trust("{ AWS = var.arns }")),
    "assume_role_policy is not checked: var.arns is empty unless it is set.",
  ],
  [
    "subjects that are set elsewhere",
    variable("subjects", "[]") + role(github("var.subjects")),
    "assume_role_policy is not checked: var.subjects is empty unless it is set.",
  ],
  ...['"REPLACE_ME"', '"changeme"', '"xxx"', '"TODO"', '"000000000000"', '"<account>"'].map(
    (value): [string, string, string] => [
      `the account ${value}`,
      variable("account", value) + role(trust(`{ AWS = "arn:aws:iam::\${var.account}:root" }`)),
      `assume_role_policy is not checked: the default of var.account is a placeholder: ${value}.`,
    ],
  ),
  [
    "an account that is empty",
    variable("account", '""') + role(trust(`{ AWS = "arn:aws:iam::\${var.account}:root" }`)),
    "assume_role_policy is not checked: var.account is an empty text unless it is set.",
  ],
  [
    "a principal that is empty",
    variable("arn", '""') + role(trust("{ AWS = var.arn }")),
    "assume_role_policy is not checked: var.arn is an empty text unless it is set.",
  ],
  [
    "a placeholder within an ARN",
    variable("arn", '"arn:aws:iam::000000000000:role/x"') + role(trust("{ AWS = var.arn }")),
    'assume_role_policy is not checked: the default of var.arn is a placeholder: "arn:aws:iam::000000000000:role/x".',
  ],
  [
    "a placeholder whose changes are ignored",
    role(trust('{ AWS = "arn:aws:iam::PLACEHOLDER:root" }'), ignoring("[assume_role_policy]")),
    "assume_role_policy is not checked: Terraform ignores changes to it (ignore_changes), so AWS may hold another value than it is created with.",
  ],
  [
    "every change",
    role(FUNCTION, ignoring("all")),
    "assume_role_policy is not checked: Terraform ignores changes to it (ignore_changes), so AWS may hold another value than it is created with.",
  ],
  [
    "changes within a block",
    role(
      FUNCTION,
      `inline_policy {\n name = "x"\n policy = ${policy(`[${READ}]`)}\n }\n ${ignoring("[tags, inline_policy[0].policy]")}`,
    ),
    "inline_policy is not checked: Terraform ignores changes to it (ignore_changes), so AWS may hold another value than it is created with.",
  ],
  [
    "an account that is written to a parameter elsewhere",
    `resource "aws_ssm_parameter" "p" {\n name = "/p"\n type = "String"\n value = "Placeholder"\n ${ignoring("[value]")}\n}\n` +
      role(trust(`{ AWS = "arn:aws:iam::\${aws_ssm_parameter.p.value}:root" }`)),
    "assume_role_policy is not checked: Terraform ignores changes to aws_ssm_parameter.p.value (ignore_changes), so AWS may hold another value than it is created with.",
  ],
])("says, and only says, that %s is not checked", async (_, input, message) => {
  expect(await found(input)).toEqual([ROLE + message]);
});

it.each<[string, string]>([
  ["a list of further statements", granted(policy(`concat([${READ}], var.more)`))],
  ["a policy of nothing else", granted(policy("[for one in var.more : one]"))],
  [
    "a block of a document",
    `data "aws_iam_policy_document" "d" {\n dynamic "statement" {\n for_each = var.more\n content {\n actions = statement.value\n }\n }\n statement {\n actions = ["s3:GetObject"]\n resources = ["arn:aws:s3:::assets/*"]\n }\n}\n${granted("data.aws_iam_policy_document.d.json")}`,
  ],
])("says that %s is empty unless it is set", async (_, input) => {
  expect(await found(variable("more", "[]") + input)).toEqual([
    "info aws_iam_role_policy.p: decided-elsewhere: policy is not checked: var.more is empty unless it is set.",
  ]);
});

it("says that a statement hangs on a flag", async () => {
  const document = `data "aws_iam_policy_document" "d" {\n dynamic "statement" {\n for_each = var.on ? [1] : []\n content {\n actions = ["*"]\n resources = ["*"]\n }\n }\n statement {\n actions = ["s3:GetObject"]\n resources = ["arn:aws:s3:::assets/*"]\n }\n}\n`;
  expect(await found(variable("on", "false") + document + granted("data.aws_iam_policy_document.d.json"))).toEqual([
    "info aws_iam_role_policy.p: decided-elsewhere: policy is not checked: its block statement is made only if var.on is set otherwise.",
  ]);
});

it.each<[string, string]>([
  ["a bucket's policy", off("aws_s3_bucket_policy")],
  ["a permission of a function", off("aws_lambda_permission")],
  ["a key", off("aws_kms_key")],
  ["a repository", off("aws_ecr_repository")],
  ["a parameter", off("aws_ssm_parameter")],
  ["a database with its password", off("aws_db_instance")],
  ["a manifest", off("kubernetes_manifest")],
  ["a release", off("helm_release")],
])("says that %s is off", async (_, input) => {
  expect((await found(variable("on", "false") + input)).join()).toMatch(
    /^info \w+\.x: decided-elsewhere: The resource is not checked: it is made only if var\.on is set otherwise\.$/,
  );
});

it.each<[string, string]>([
  ["a network", off("aws_vpc", 'cidr_block = "10.0.0.0/16"')],
  ["a policy of scaling", off("aws_appautoscaling_policy")],
  ["a rule of a firewall", off("aws_security_group_rule")],
  ["a lifecycle", off("aws_s3_bucket_lifecycle_configuration").replace("aws_s3_bucket_lifecycle", "aws_dlm_lifecycle")],
  ["ignored tags", role(FUNCTION, ignoring("[tags]"))],
  ["an ignored size", `resource "aws_autoscaling_group" "g" {\n desired_capacity = 1\n ${ignoring("all")}\n}\n`],
  ["an empty prefix", variable("prefix", '""') + role(FUNCTION).replace('"r"\n', `"\${var.prefix}r"\n`)],
  ["empty tags", variable("tags", "{}") + role(FUNCTION, "tags = var.tags")],
])("says nothing of %s", async (_, input) => {
  expect(await found(variable("on", "false") + input)).toEqual([]);
});

it("says that a module is off, whether it is there or not", async () => {
  const call = (source: string) =>
    `${variable("on", "false")}module "m" {\n  source = "${source}"\n  count = var.on ? 1 : 0\n  subjects = ["octo-org/*"]\n}\n`;
  const expected = [
    "info module.m: decided-elsewhere: The module is not checked: it is made only if var.on is set otherwise.",
  ];
  expect(await found(call("terraform-aws-modules/iam/aws//modules/iam-github-oidc-role"))).toEqual(expected);
  expect(await found({ "main.tf": call("./m"), "m/main.tf": role(trust('"*"')) })).toEqual(expected);
});

it("names the variable of a module that is off", async () => {
  const files = {
    "main.tf": 'module "m" {\n  source = "./m"\n}\n',
    "m/main.tf": variable("on", "false") + role(trust('"*"'), "count = var.on ? 1 : 0"),
  };
  expect(await found(files)).toEqual([
    "info module.m.aws_iam_role.r: decided-elsewhere: The resource is not checked: it is made only if module.m.var.on is set otherwise.",
  ]);
});

it("reads the JSON form", async () => {
  const input = JSON.stringify({
    variable: { on: { default: false }, account: { default: "000000000000" } },
    resource: {
      aws_iam_role: {
        off: { count: "${var.on ? 1 : 0}", assume_role_policy: "{}" },
        ignored: {
          assume_role_policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: {
              Effect: "Allow",
              Principal: { AWS: "arn:aws:iam::${var.account}:root" },
              Action: "sts:AssumeRole",
            },
          }),
          lifecycle: { ignore_changes: ["assume_role_policy"] },
        },
      },
    },
  });
  expect(await found(input)).toEqual([
    "info aws_iam_role.ignored: decided-elsewhere: assume_role_policy is not checked: Terraform ignores changes to it (ignore_changes), so AWS may hold another value than it is created with.",
    'info aws_iam_role.ignored: decided-elsewhere: assume_role_policy is not checked: the default of var.account is a placeholder: "000000000000".',
    "info aws_iam_role.off: decided-elsewhere: The resource is not checked: it is made only if var.on is set otherwise.",
  ]);
});

it("makes one finding of what one variable switches off", async () => {
  const input = variable("on", "false") + off("aws_iam_role") + off("aws_iam_user") + off("aws_kms_key");
  expect(await found(input)).toEqual([
    "info aws_iam_role.x: decided-elsewhere: The resource is not checked: it is made only if var.on is set otherwise. The same holds for aws_iam_user.x, aws_kms_key.x.",
  ]);
});

describe("still reports the danger", () => {
  it.each<[string, string, string]>([
    [
      "that is created, whatever it becomes",
      role(trust('"*"'), ignoring("[assume_role_policy]")),
      "principal-everyone",
    ],
    [
      "that no placeholder changes",
      variable("repo", '"REPLACE_ME"') + role(github(`"repo:\${var.repo}:*"`)),
      "github-any-run",
    ],
    [
      "beside a list that is empty",
      variable("more", "[]") + role(github('concat(["repo:octo-org/*"], var.more)')),
      "github-other-repository",
    ],
    [
      "of a literal account that is none",
      role(trust('{ AWS = "arn:aws:iam::Placeholder:root" }')),
      "principal-invalid",
    ],
    [
      "of what is on by default",
      variable("on", "true") + role(trust('"*"'), "count = var.on ? 1 : 0"),
      "principal-everyone",
    ],
    ["of what may be on", `variable "on" {}\n${role(trust('"*"'), "count = var.on ? 1 : 0")}`, "principal-everyone"],
  ])("%s", async (_, input, rule) => {
    expect((await found(input)).filter((text) => !text.startsWith("info")).join()).toContain(`${rule}: `);
  });

  it.each([
    ["a condition", `var.x == "xxx" ? ${trust('"*"')} : ${FUNCTION}`],
    ["a key", `{ xxx = ${trust('"*"')} }[var.x]`],
    ["the condition of a for", `join("", [for one in [${trust('"*"')}] : one if var.x == "xxx"])`],
    ["a function", `lookup({ xxx = ${trust('"*"')} }, var.x, "")`],
  ])("does not pass an open trust because a placeholder is in %s", async (_, assumed) => {
    expect((await found(variable("x", '"xxx"') + role(assumed))).join()).toMatch(
      /^warning aws_iam_role\.r: unknown-trust: .* an expression is decided by a value that is set elsewhere/,
    );
  });

  it("is a warning if something else is unknown as well", async () => {
    const input =
      variable("account", '"000000000000"') +
      `variable "name" {}\n${role(trust(`{ AWS = "arn:aws:iam::\${var.account}:role/\${var.name}" }`))}`;
    expect((await found(input)).join("\n")).toContain("warning aws_iam_role.r: unknown-trust: assume_role_policy of");
  });
});
