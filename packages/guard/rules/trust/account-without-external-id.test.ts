import { accountWithoutExternalId as rule } from "./account-without-external-id";
import { AUDIENCE, assumedBy, messagesOf, roleWith, trusting } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "says that another account's root is let in",
    roleWith(assumedBy({ AWS: "arn:aws:iam::444455556666:root" })),
    ["warning: The trust policy of aws_iam_role.ci, statement 0, lets in every principal of the account 444455556666"],
  ],
  ["says it of the bare id", roleWith(assumedBy({ AWS: ["444455556666"] })), ["account 444455556666"]],
  [
    "is content with an external id",
    roleWith(assumedBy({ AWS: "444455556666" }, { StringEquals: { "sts:ExternalId": "x" } })),
    [],
  ],
  [
    "is content with a condition on the caller",
    roleWith(
      assumedBy({ AWS: "444455556666" }, { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::444455556666:role/ci" } }),
    ),
    [],
  ],
  [
    "is not content with a condition that holds without the key",
    roleWith(assumedBy({ AWS: "444455556666" }, { StringEqualsIfExists: { "sts:ExternalId": "x" } })),
    ["account 444455556666"],
  ],
  [
    "is not content with any external id",
    roleWith(assumedBy({ AWS: "444455556666" }, { StringLike: { "sts:ExternalId": "*" } })),
    ["permit, with any external id"],
  ],
  [
    "is not content with an external id that only has to be there",
    roleWith(assumedBy({ AWS: "444455556666" }, { Null: { "sts:ExternalId": "false" } })),
    ["permit, with any external id"],
  ],
  ["lets a role of another account be named", roleWith(assumedBy({ AWS: "arn:aws:iam::444455556666:role/ci" })), []],
  [
    "knows the account by its provider",
    roleWith(assumedBy({ AWS: "arn:aws:iam::123456789012:root" }), trusting({ StringEquals: AUDIENCE })),
    [],
  ],
  [
    "knows the account by the provider block",
    {
      "main.tf": `
      provider "aws" {
        allowed_account_ids = ["444455556666"]
      }
      resource "aws_iam_role" "ci" {
        name               = "ci"
        assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "444455556666" }, Action = "sts:AssumeRole" }] })
      }`,
    },
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
