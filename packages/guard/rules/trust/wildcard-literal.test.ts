import { assumedBy, messagesOf, roleWith } from "./support/testing";
import { wildcardLiteral as rule } from "./wildcard-literal";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports an ARN under StringEquals",
    roleWith(assumedBy({ AWS: "*" }, { StringEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/*" } })),
    [
      `error: The trust policy of aws_iam_role.ci, statement 0, has StringEquals aws:PrincipalArn "arn:aws:iam::123456789012:role/*"`,
    ],
  ],
  [
    "warns where another value remains, or of a negation",
    roleWith(
      assumedBy("*", {
        StringEquals: { "aws:SourceArn": ["arn:aws:x:::a", "arn:aws:x:::*"] },
        StringNotEquals: { "aws:PrincipalOrgPaths": "o-1/*" },
      }),
    ),
    [
      'warning: The trust policy of aws_iam_role.ci, statement 0, has StringEquals aws:SourceArn ["arn:aws:x:::a", "arn:aws:x:::*"], where',
      'warning: The trust policy of aws_iam_role.ci, statement 0, has StringNotEquals aws:PrincipalOrgPaths "o-1/*", where',
    ],
  ],
  [
    "accepts patterns under StringLike and ArnLike",
    roleWith(
      assumedBy("*", { StringLike: { "aws:PrincipalArn": "arn:*" }, ArnLike: { "aws:SourceArn": "arn:aws:x:*:*:*" } }),
    ),
    [],
  ],
  [
    "accepts values without wildcards",
    roleWith(assumedBy("*", { StringEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/ci" } })),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
