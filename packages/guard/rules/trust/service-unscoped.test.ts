import { serviceUnscoped as rule } from "./service-unscoped";
import { assumedBy, messagesOf, roleWith } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "tells of a service without source",
    roleWith(assumedBy({ Service: "bedrock.amazonaws.com" })),
    [
      "info: The trust policy of aws_iam_role.ci, statement 0, lets in bedrock.amazonaws.com, also on behalf of another account (999999999999).",
    ],
  ],
  [
    "is content with an account",
    roleWith(
      assumedBy({ Service: "bedrock.amazonaws.com" }, { StringEquals: { "aws:SourceAccount": "123456789012" } }),
    ),
    [],
  ],
  [
    "is content with a resource",
    roleWith(
      assumedBy(
        { Service: "scheduler.amazonaws.com" },
        { ArnLike: { "aws:SourceArn": "arn:aws:scheduler:*:123456789012:*" } },
      ),
    ),
    [],
  ],
  ["says nothing where AWS's guides have no condition", roleWith(assumedBy({ Service: "ec2.amazonaws.com" })), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
