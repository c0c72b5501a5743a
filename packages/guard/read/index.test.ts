import type { AccessModel, AttachedPolicy } from "../model";
import { readTerraform, type TerraformFile } from ".";

const TRUST = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
      Condition: {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": "repo:octo-org/octo-repo:ref:refs/heads/main",
        },
      },
    },
  ],
};
const READ = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Read",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:ListBucket"],
      Resource: "arn:aws:s3:::b/${aws:username}/*",
    },
  ],
};
const json = (value: unknown): string => JSON.stringify(value);
/** As an argument of JSON or HCL: `${` would begin an expression. */
const escaped = (value: unknown): string => json(value).replaceAll("${", () => "$${");

const PROVIDER = `provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["123456789012"]
}
`;
const ATTACHMENT = `resource "aws_iam_role_policy_attachment" "ci" {
  role       = aws_iam_role.ci.name
  policy_arn = aws_iam_policy.read.arn
}
`;
const hcl = (trust: string, read: string, more = ""): TerraformFile[] => [
  {
    path: "main.tf",
    text: `${PROVIDER}${more}resource "aws_iam_role" "ci" {
  name               = "ci"
  assume_role_policy = ${trust}
}
resource "aws_iam_policy" "read" {
  name   = "read"
  policy = ${read}
}
${ATTACHMENT}`,
  },
];

const DOCUMENTS = `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:octo-org/octo-repo:ref:refs/heads/main"]
    }
  }
}
`;

const DYNAMIC = `locals {
  conditions = { aud = "sts.amazonaws.com", sub = "repo:octo-org/octo-repo:ref:refs/heads/main" }
  host       = trimprefix(aws_iam_openid_connect_provider.github.url, "https://")
}
resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    dynamic "principals" {
      for_each = [aws_iam_openid_connect_provider.github.arn]
      iterator = provider
      content {
        type        = "Federated"
        identifiers = [provider.value]
      }
    }
    dynamic "condition" {
      for_each = local.conditions
      content {
        test     = "StringEquals"
        variable = "\${local.host}:\${condition.key}"
        values   = [condition.value]
      }
    }
  }
}
`;

/** HCL's own syntax for a value, which JSON nearly is. */
const encoded = (value: unknown): string => `jsonencode(${escaped(value).replaceAll('":', '" = ')})`;
const quoted = (value: unknown): string => json(escaped(value));

const jsonForm = (role: unknown, policy: unknown, attachment: unknown): object => ({
  "//": { metadata: "ignored" },
  provider: { aws: [{ region: "eu-west-1", allowed_account_ids: ["123456789012"] }] },
  resource: {
    aws_iam_role: { ci: role },
    aws_iam_policy: { read: policy },
    aws_iam_role_policy_attachment: { ci: attachment },
  },
});
const role = { name: "ci", assume_role_policy: escaped(TRUST), "//": "ignored" };
const policy = { name: "read", policy: escaped(READ) };
const attachment = { role: "${aws_iam_role.ci.name}", policy_arn: "${aws_iam_policy.read.arn}" };

const FORMS: readonly (readonly [string, TerraformFile[]])[] = [
  ["HCL with jsonencode", hcl(encoded(TRUST), encoded(READ))],
  ["HCL with JSON in strings", hcl(quoted(TRUST), quoted(READ))],
  ["HCL with heredocs", hcl(`<<EOT\n${escaped(TRUST)}\nEOT`, `<<-EOT\n    ${escaped(READ)}\n  EOT`)],
  ["a policy document", hcl("data.aws_iam_policy_document.trust.json", encoded(READ), DOCUMENTS)],
  ["dynamic blocks and references", hcl("data.aws_iam_policy_document.trust.minified_json", encoded(READ), DYNAMIC)],
  [
    "locals and conditionals",
    hcl(
      "local.on ? local.trust : null",
      encoded(READ),
      `locals {\n  on = length("x") == 1\n  trust = ${encoded(TRUST)}\n}\n`,
    ),
  ],
  [
    "files",
    [
      ...hcl('file("${path.module}/trust.json")', 'templatefile("read.tftpl", { user = "$${aws:username}" })'),
      { path: "trust.json", text: json(TRUST) },
      { path: "read.tftpl", text: json(READ).replace("${aws:username}", "${user}") },
    ],
  ],
  ["JSON", [{ path: "cdk.tf.json", text: json(jsonForm(role, policy, attachment)) }]],
  ["JSON with lists of blocks", [{ path: "cdk.tf.json", text: json([jsonForm([role], [policy], [attachment])]) }]],
  [
    "JSON with repeated block types",
    [
      {
        path: "cdk.tf.json",
        text: `{"resource":{"aws_iam_role":{"ci":${json(role)}}},"resource":{"aws_iam_policy":{"read":${json(policy)}}},"resource":{"aws_iam_role_policy_attachment":{"ci":${json(attachment)}}},"provider":{"aws":{"allowed_account_ids":["123456789012"]}}}`,
      },
    ],
  ],
  [
    "several files of both syntaxes",
    [
      ...hcl(quoted(TRUST), quoted(READ)).map(({ text }) => ({ path: "main.tf", text: text.replace(ATTACHMENT, "") })),
      { path: "more.tf.json", text: json({ resource: { aws_iam_role_policy_attachment: { ci: attachment } } }) },
    ],
  ],
  [
    "an override file",
    [
      ...hcl(quoted(TRUST), quoted({ Version: "2012-10-17", Statement: [] })),
      { path: "read_override.tf", text: `resource "aws_iam_policy" "read" {\n  policy = ${quoted(READ)}\n}\n` },
    ],
  ],
  [
    "variables with defaults and settings",
    [
      ...hcl(
        "var.trust",
        "var.read",
        `variable "trust" {\n  default = ${quoted(TRUST)}\n}\nvariable "read" {\n  type = string\n}\n`,
      ),
      { path: "terraform.tfvars", text: `read = "nothing"\n` },
      { path: "a.auto.tfvars.json", text: json({ read: json(READ) }) },
      { path: "other.tfvars", text: `read = "not loaded by itself"` },
    ],
  ],
  [
    "a policy document with a source",
    hcl(
      "data.aws_iam_policy_document.trust.json",
      "data.aws_iam_policy_document.all.json",
      `${DOCUMENTS}data "aws_iam_policy_document" "all" {\n  source_policy_documents = [${quoted(READ)}]\n}\n`,
    ),
  ],
];

const statementsOf = (grant: AttachedPolicy) =>
  (grant.kind === "inline" ? grant.document : grant.policy?.document)?.statements;
const summary = ({ identities, policies, unknowns }: AccessModel) => ({
  policies: policies.map(({ name }) => name),
  identities: identities.map(({ address, name, arn, trust, grants }) => ({
    address,
    name,
    arn,
    trust: trust?.statements,
    complete: trust?.complete,
    grants: grants.map(statementsOf),
  })),
  unknowns,
});

it.each(FORMS)("%s give the same model", async (_, files) => {
  expect(summary(await readTerraform(files))).toEqual({
    policies: ["read"],
    identities: [
      {
        address: "aws_iam_role.ci",
        name: "ci",
        arn: "arn:aws:iam::123456789012:role/ci",
        complete: true,
        trust: [
          {
            effect: "Allow",
            version: "2012-10-17",
            actions: { not: false, patterns: ["sts:AssumeRoleWithWebIdentity"] },
            principals: {
              not: false,
              members: [
                {
                  type: "Federated",
                  id: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
                },
              ],
            },
            conditions: [
              {
                operator: "StringEquals",
                key: "token.actions.githubusercontent.com:aud",
                values: ["sts.amazonaws.com"],
              },
              {
                operator: "StringEquals",
                key: "token.actions.githubusercontent.com:sub",
                values: ["repo:octo-org/octo-repo:ref:refs/heads/main"],
              },
            ],
          },
        ],
        grants: [
          [
            {
              sid: "Read",
              effect: "Allow",
              version: "2012-10-17",
              actions: { not: false, patterns: ["s3:GetObject", "s3:ListBucket"] },
              resources: { not: false, patterns: ["arn:aws:s3:::b/${aws:username}/*"] },
              conditions: [],
            },
          ],
        ],
      },
    ],
    unknowns: [],
  });
});

it("knows the line of a block, in JSON and in HCL", async () => {
  const pretty = { path: "a/cdk.tf.json", text: JSON.stringify(jsonForm(role, policy, attachment), undefined, 2) };
  const [one] = (await readTerraform([pretty])).identities;
  expect([one?.file, one?.line, one?.trust?.line]).toEqual(["a/cdk.tf.json", 17, 17]);
  expect(pretty.text.split("\n")[16]).toContain('"ci": {');
  const [other] = (await readTerraform(hcl(quoted(TRUST), quoted(READ)))).identities;
  expect([other?.file, other?.line]).toEqual(["main.tf", 5]);
});

it("rejects input that is not Terraform", async () => {
  await expect(readTerraform([])).rejects.toThrow("input: no files were given. Give *.tf");
  await expect(readTerraform([{ path: "x.json", text: "{}" }])).rejects.toThrow("x.json: neither a Terraform config");
});
