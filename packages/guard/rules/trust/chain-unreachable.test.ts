import { chainUnreachable as rule } from "./chain-unreachable";
import { allowing, assumedBy, chain, messagesOf } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports a caller without permission in the same account",
    chain(allowing("s3:GetObject", "*"), assumedBy({ AWS: "${aws_iam_role.first.arn}" })),
    [
      "info: The trust policy of aws_iam_role.second names aws_iam_role.first, but no policy of aws_iam_role.first allows sts:AssumeRole on it; within one account the trust policy alone is enough",
    ],
  ],
  [
    "warns where the account is not known",
    chain(allowing("s3:GetObject", "*"), assumedBy({ AWS: "${aws_iam_role.first.arn}" }), ""),
    [
      "warning: The trust policy of aws_iam_role.second names aws_iam_role.first, but no policy of aws_iam_role.first allows sts:AssumeRole on it; within",
    ],
  ],
  [
    "is an error where the only caller is denied",
    chain(allowing("sts:*", "*", "Deny"), assumedBy({ AWS: "${aws_iam_role.first.arn}" })),
    [
      "error: The trust policy of aws_iam_role.second names aws_iam_role.first, but no policy of aws_iam_role.first allows sts:AssumeRole on it.",
    ],
  ],
  [
    "warns where another principal is accepted",
    chain(
      allowing("sts:*", "*", "Deny"),
      assumedBy({ AWS: ["${aws_iam_role.first.arn}", "arn:aws:iam::123456789012:role/other"] }),
    ),
    [
      "warning: The trust policy of aws_iam_role.second names aws_iam_role.first, but no policy of aws_iam_role.first allows sts:AssumeRole on it.",
    ],
  ],
  ["accepts the permission", chain(allowing("sts:AssumeRole"), assumedBy({ AWS: "${aws_iam_role.first.arn}" })), []],
  ["accepts a wildcard", chain(allowing("*", "*"), assumedBy({ AWS: "${aws_iam_role.first.arn}" })), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);

it("does not take a caller for another one of whose name as much is known", async () => {
  const serving = JSON.stringify({ Statement: [assumedBy({ Service: "ec2.amazonaws.com" })] });
  const named = JSON.stringify({ Statement: [assumedBy({ AWS: "${aws_iam_role.caller.arn}" })] });
  const resource = {
    aws_iam_role: {
      caller: { name_prefix: "app-", assume_role_policy: serving },
      other: { name_prefix: "app-", assume_role_policy: serving },
      target: { name: "target", assume_role_policy: named },
    },
    aws_iam_role_policy: {
      caller: {
        role: "${aws_iam_role.caller.name}",
        policy: JSON.stringify({ Statement: [allowing("sts:AssumeRole", "*")] }),
      },
    },
  };
  expect(await messagesOf(rule, { "main.tf.json": JSON.stringify({ resource }) })).toEqual([]);
});
