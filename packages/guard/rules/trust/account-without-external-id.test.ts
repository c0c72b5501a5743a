import { accountWithoutExternalId as rule } from "./account-without-external-id";
import { AUDIENCE, assumedBy, messagesOf, roleWith, trusting } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports another account's root",
    roleWith(assumedBy({ AWS: "arn:aws:iam::444455556666:root" })),
    [
      "warning: The trust policy of aws_iam_role.ci, statement 0, accepts any principal that the administrators of account 444455556666 permit, without an external id",
    ],
  ],
  [
    "reports the bare account id",
    roleWith(assumedBy({ AWS: ["444455556666"] })),
    ["administrators of account 444455556666 permit, without an external id"],
  ],
  [
    "accepts an external id",
    roleWith(assumedBy({ AWS: "444455556666" }, { StringEquals: { "sts:ExternalId": "x" } })),
    [],
  ],
  [
    "accepts a condition on the caller",
    roleWith(
      assumedBy({ AWS: "444455556666" }, { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::444455556666:role/ci" } }),
    ),
    [],
  ],
  [
    "does not accept a condition that holds without the key",
    roleWith(assumedBy({ AWS: "444455556666" }, { StringEqualsIfExists: { "sts:ExternalId": "x" } })),
    ["administrators of account 444455556666 permit, without an external id"],
  ],
  [
    "does not accept just any external id",
    roleWith(assumedBy({ AWS: "444455556666" }, { StringLike: { "sts:ExternalId": "*" } })),
    ["permit, with any external id"],
  ],
  [
    "does not accept an external id that only has to be there",
    roleWith(assumedBy({ AWS: "444455556666" }, { Null: { "sts:ExternalId": "false" } })),
    ["permit, with any external id"],
  ],
  ["accepts a role of another account by name", roleWith(assumedBy({ AWS: "arn:aws:iam::444455556666:role/ci" })), []],
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
