import { messagesOf, subjectRole } from "./support/testing";
import { unknownTrust as rule } from "./unknown-trust";

it.each<[string, Record<string, string>, string[]]>([
  [
    "warns of a policy without a value",
    {
      "main.tf": `variable "trust" {}
 resource "aws_iam_role" "ci" { assume_role_policy = var.trust }`,
    },
    ["warning: assume_role_policy of aws_iam_role.ci is not fully known: "],
  ],
  [
    "warns of a part of it",
    {
      "main.tf": `variable "owner" {}
 resource "aws_iam_role" "ci" { assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = var.owner }, Action = "sts:AssumeRole" }] }) }`,
    },
    ["variable owner has no default"],
  ],
  [
    "accepts a default",
    {
      "main.tf": `variable "owner" { default = "123456789012" }
 resource "aws_iam_role" "ci" { assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = var.owner }, Action = "sts:AssumeRole" }] }) }`,
    },
    [],
  ],
  [
    "accepts what only AWS knows",
    {
      "main.tf": `data "aws_caller_identity" "me" {}
 resource "aws_iam_role" "ci" { assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = data.aws_caller_identity.me.account_id }, Action = "sts:AssumeRole" }] }) }`,
    },
    [],
  ],
  [
    "accepts an external id that a partner's provider chooses",
    {
      "main.tf": `resource "partner_integration" "this" {}
 resource "aws_iam_role" "ci" { assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "444455556666" }, Action = "sts:AssumeRole", Condition = { StringEquals = { "sts:ExternalId" = partner_integration.this.external_id } } }] }) }`,
    },
    [],
  ],
  [
    "does not accept an unknown partner",
    {
      "main.tf": `variable "partner" {}
 resource "partner_integration" "this" {}
 resource "aws_iam_role" "ci" { assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = var.partner }, Action = "sts:AssumeRole", Condition = { StringEquals = { "sts:ExternalId" = partner_integration.this.external_id } } }] }) }`,
    },
    ["variable partner has no default"],
  ],
  ["accepts a policy that is written out", subjectRole("repo:octo-org/app:*"), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
