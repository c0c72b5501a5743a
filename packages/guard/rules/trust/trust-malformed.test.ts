import { assumedBy, messagesOf, roleWith } from "./support/testing";
import { trustMalformed as rule } from "./trust-malformed";

const plain = (policy: string): Record<string, string> => ({
  "main.tf": `resource "aws_iam_role" "ci" {
    name               = "ci"
    assume_role_policy = ${policy}
  }`,
});

it.each<[string, Record<string, string>, string[]]>([
  ["reports a policy that is not JSON", plain(`"{"`), ["error: The trust policy of aws_iam_role.ci: not valid JSON"]],
  ["reports a missing principal", roleWith({ Effect: "Allow", Action: "sts:AssumeRole" }), ["must have Principal"]],
  ["reports a resource", roleWith({ ...assumedBy("*"), Resource: "*" }), ["must not have Resource"]],
  [
    "reports a misspelt operator",
    roleWith(assumedBy("*", { StringMatches: { "aws:PrincipalArn": "x" } })),
    [
      "error: The trust policy of aws_iam_role.ci: Statement[0].Condition.StringMatches is not an AWS condition operator",
    ],
  ],
  [
    "reports elements in lower case",
    plain(`jsonencode({ version = "2012-10-17", statement = [] })`),
    [
      '"statement" (did you mean Statement?)',
      '"version" (did you mean Version?)',
      "aws_iam_role.ci: Statement is required.",
    ],
  ],
  [
    "accepts one statement without a list",
    plain(
      `jsonencode({ Statement = { Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" } })`,
    ),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
