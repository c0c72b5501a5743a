import { messagesOf, subjectRole } from "./support/testing";
import { trustLength as rule } from "./trust-length";

const many = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `repo:octo-org/service-${index}:pull_request`);

it.each<[string, Record<string, string>, string[]]>([
  [
    "warns above the default",
    subjectRole(many(60)),
    ["warning: The trust policy of aws_iam_role.ci has 2744 characters (without white space), more than 2048."],
  ],
  [
    "is an error above the highest",
    subjectRole(many(250)),
    ["error: The trust policy of aws_iam_role.ci has 10494 characters (without white space), more than 8192."],
  ],
  ["accepts a shorter policy", subjectRole(many(40)), []],
  [
    "does not count white space",
    {
      "main.tf": `resource "aws_iam_role" "ci" {
      name               = "ci"
      assume_role_policy = <<-EOF
        {${" ".repeat(5000)}"Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}}
      EOF
    }`,
    },
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
