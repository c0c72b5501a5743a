import { actionInvalid as rule } from "./action-invalid";
import { assumedBy, messagesOf, roleWith } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "refuses actions of other services",
    roleWith(assumedBy({ Service: "ec2.amazonaws.com" }, undefined, ["sts:AssumeRole", "s3:GetObject"])),
    [
      `error: The trust policy of aws_iam_role.ci, statement 0, names "s3:GetObject", which a trust policy cannot grant.`,
    ],
  ],
  [
    "refuses other actions of STS, and misspelt ones",
    roleWith(assumedBy({ Service: "ec2.amazonaws.com" }, undefined, ["sts:GetCallerIdentity", "sts:AssumeRoles"])),
    [`["sts:GetCallerIdentity", "sts:AssumeRoles"]`],
  ],
  [
    "accepts every action that a trust policy can have, in any case",
    roleWith(
      assumedBy({ Service: "ec2.amazonaws.com" }, undefined, [
        "STS:assumerole",
        "sts:TagSession",
        "sts:SetSourceIdentity",
        "sts:SetContext",
      ]),
    ),
    [],
  ],
  [
    "accepts a wildcard that matches one",
    roleWith(assumedBy({ Service: "ec2.amazonaws.com" }, undefined, "sts:AssumeRole*")),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
