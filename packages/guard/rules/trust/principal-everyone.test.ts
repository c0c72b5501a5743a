import { principalEveryone as rule } from "./principal-everyone";
import { assumedBy, messagesOf, roleWith } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "finds everybody",
    roleWith(assumedBy("*")),
    [
      "error: The trust policy of aws_iam_role.ci, statement 0, lets in a role of an account that nothing names (999999999999).",
    ],
  ],
  ["finds every account", roleWith(assumedBy({ AWS: ["*"] })), ["error: "]],
  [
    "finds everybody but one",
    roleWith({ Effect: "Allow", NotPrincipal: { AWS: "123456789012" }, Action: "sts:AssumeRole" }),
    ["error: "],
  ],
  [
    "finds a role's name in any account",
    roleWith(assumedBy({ AWS: "*" }, { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/ci-*" } })),
    ["error: "],
  ],
  [
    "finds tags, which strangers give themselves",
    roleWith(assumedBy({ AWS: "*" }, { StringEquals: { "aws:PrincipalTag/team": "ci" } })),
    ["error: "],
  ],
  [
    "finds a second factor of anybody's",
    roleWith(assumedBy({ AWS: "*" }, { Bool: { "aws:MultiFactorAuthPresent": "true" } })),
    ["error: "],
  ],
  [
    "finds an organization that need not be there",
    roleWith(assumedBy({ AWS: "*" }, { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } })),
    ["error: "],
  ],
  [
    "finds accounts that belong to no organization",
    roleWith(assumedBy({ AWS: "*" }, { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } })),
    ["error: "],
  ],
  [
    "finds a set of paths that may be empty",
    roleWith(assumedBy({ AWS: "*" }, { "ForAllValues:StringLike": { "aws:PrincipalOrgPaths": "o-1/*" } })),
    ["error: "],
  ],
  [
    "finds conditions on the time, the client and the region",
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
    ["error: "],
  ],
  [
    "finds every address",
    roleWith(assumedBy({ AWS: "*" }, { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } })),
    ["error: "],
  ],
  [
    "is content with paths of an organization that must be there",
    roleWith(assumedBy({ AWS: "*" }, { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-1/*" } })),
    [],
  ],
  [
    "warns of an external id alone",
    roleWith(assumedBy({ AWS: "*" }, { StringEquals: { "sts:ExternalId": "x" } })),
    ["warning: "],
  ],
  [
    "finds any provider",
    roleWith(assumedBy({ Federated: "*" }, undefined, "sts:AssumeRoleWithWebIdentity")),
    ["any identity provider of the account"],
  ],
  [
    "is content with an organization",
    roleWith(assumedBy({ AWS: "*" }, { StringEquals: { "aws:PrincipalOrgID": "o-1" } })),
    [],
  ],
  [
    "is content with an account's principals",
    roleWith(assumedBy("*", { StringLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/*" } })),
    [],
  ],
  [
    "warns of an address alone",
    roleWith(assumedBy("*", { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } })),
    ["warning: The trust policy of aws_iam_role.ci, statement 0, lets in a role of an account that nothing names"],
  ],
  [
    "is content with an address beside an organization",
    roleWith(
      assumedBy("*", { IpAddress: { "aws:SourceIp": "192.0.2.0/24" }, StringEquals: { "aws:PrincipalOrgID": "o-1" } }),
    ),
    [],
  ],
  [
    "is content with a Deny",
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
