import { principalEveryone as rule } from "./principal-everyone";
import { assumedBy, messagesOf, roleWith } from "./support/testing";

const STRANGER =
  "error: The trust policy of aws_iam_role.ci, statement 0, accepts a role in an unrelated account (999999999999).";

it.each<[string, Record<string, string>, string[]]>([
  ["reports everyone", roleWith(assumedBy("*")), [STRANGER]],
  [
    "shows an unknown part of a Sid as <unknown>",
    {
      "main.tf": `
      variable "name" {}
      resource "aws_iam_role" "ci" {
        assume_role_policy = jsonencode({ Statement = [{ Sid = "Of\${var.name}", Effect = "Allow", Principal = "*", Action = "sts:AssumeRole" }] })
      }`,
    },
    ['statement "Of<unknown>", accepts'],
  ],
  ["reports every account", roleWith(assumedBy({ AWS: ["*"] })), [STRANGER]],
  [
    "reports everyone but one account",
    roleWith({ Effect: "Allow", NotPrincipal: { AWS: "123456789012" }, Action: "sts:AssumeRole" }),
    [STRANGER],
  ],
  [
    "reports a role's name in any account",
    roleWith(assumedBy({ AWS: "*" }, { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/ci-*" } })),
    [STRANGER],
  ],
  [
    "reports tags, which strangers give themselves",
    roleWith(assumedBy({ AWS: "*" }, { StringEquals: { "aws:PrincipalTag/team": "ci" } })),
    [STRANGER],
  ],
  [
    "reports a condition that only requires MFA",
    roleWith(assumedBy({ AWS: "*" }, { Bool: { "aws:MultiFactorAuthPresent": "true" } })),
    [STRANGER],
  ],
  [
    "reports an organization that need not be there",
    roleWith(assumedBy({ AWS: "*" }, { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } })),
    [STRANGER],
  ],
  [
    "reports accounts that belong to no organization",
    roleWith(assumedBy({ AWS: "*" }, { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } })),
    [STRANGER],
  ],
  [
    "reports a set of paths that may be empty",
    roleWith(assumedBy({ AWS: "*" }, { "ForAllValues:StringLike": { "aws:PrincipalOrgPaths": "o-1/*" } })),
    [STRANGER],
  ],
  [
    "reports conditions on the time, the client and the region",
    roleWith(
      assumedBy(
        { AWS: "*" },
        {
          DateGreaterThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" },
          DateLessThan: { "aws:CurrentTime": "2036-01-01T00:00:00Z" },
          StringLike: { "aws:UserAgent": "terraform*" },
          StringEquals: { "aws:RequestedRegion": "us-east-1" },
        },
      ),
    ),
    [STRANGER],
  ],
  [
    "reports every address",
    roleWith(assumedBy({ AWS: "*" }, { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } })),
    [STRANGER],
  ],
  [
    "accepts paths of an organization that must be there",
    roleWith(assumedBy({ AWS: "*" }, { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-1/*" } })),
    [],
  ],
  [
    "warns of an external id alone",
    roleWith(assumedBy({ AWS: "*" }, { StringEquals: { "sts:ExternalId": "x" } })),
    [
      "warning: The trust policy of aws_iam_role.ci, statement 0, accepts a role in an unrelated account (999999999999) that sends the external id, which this policy reveals.",
    ],
  ],
  [
    "reports a trust in any provider",
    roleWith(assumedBy({ Federated: "*" }, undefined, "sts:AssumeRoleWithWebIdentity")),
    ["any identity provider of the account"],
  ],
  ["accepts an organization", roleWith(assumedBy({ AWS: "*" }, { StringEquals: { "aws:PrincipalOrgID": "o-1" } })), []],
  [
    "accepts an account's principals",
    roleWith(assumedBy("*", { StringLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/*" } })),
    [],
  ],
  [
    "warns of an address alone",
    roleWith(assumedBy("*", { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } })),
    [
      "warning: The trust policy of aws_iam_role.ci, statement 0, accepts a role in an unrelated account (999999999999); the only restriction is aws:SourceIp.",
    ],
  ],
  [
    "accepts an address beside an organization",
    roleWith(
      assumedBy("*", { IpAddress: { "aws:SourceIp": "192.0.2.0/24" }, StringEquals: { "aws:PrincipalOrgID": "o-1" } }),
    ),
    [],
  ],
  [
    "accepts a Deny",
    roleWith(assumedBy("*"), {
      Effect: "Deny",
      Principal: "*",
      Action: "sts:AssumeRole",
      Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } },
    }),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
