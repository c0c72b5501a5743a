import { serviceUnscoped as rule } from "./service-unscoped";
import { assumedBy, messagesOf, roleWith } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports a service without a condition on the source",
    roleWith(assumedBy({ Service: "bedrock.amazonaws.com" })),
    [
      "info: The trust policy of aws_iam_role.ci, statement 0, accepts bedrock.amazonaws.com, even on behalf of another account (999999999999).",
    ],
  ],
  [
    "accepts an account",
    roleWith(
      assumedBy({ Service: "bedrock.amazonaws.com" }, { StringEquals: { "aws:SourceAccount": "123456789012" } }),
    ),
    [],
  ],
  [
    "accepts a resource",
    roleWith(
      assumedBy(
        { Service: "scheduler.amazonaws.com" },
        { ArnLike: { "aws:SourceArn": "arn:aws:scheduler:*:123456789012:*" } },
      ),
    ),
    [],
  ],
  ["ignores services whose guides have no condition", roleWith(assumedBy({ Service: "ec2.amazonaws.com" })), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
