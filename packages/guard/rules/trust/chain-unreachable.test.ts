import { chainUnreachable as rule } from "./chain-unreachable";
import { allowing, assumedBy, chain, messagesOf } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "tells of a caller without permission in one account",
    chain(allowing("s3:GetObject", "*"), assumedBy({ AWS: "${aws_iam_role.first.arn}" })),
    [
      "info: The trust policy of aws_iam_role.second names aws_iam_role.first, but no policy of aws_iam_role.first allows sts:AssumeRole on it; that suffices within one account",
    ],
  ],
  [
    "warns where the account is not known",
    chain(allowing("s3:GetObject", "*"), assumedBy({ AWS: "${aws_iam_role.first.arn}" }), ""),
    ["warning: "],
  ],
  [
    "is an error where the only caller is denied",
    chain(allowing("sts:*", "*", "Deny"), assumedBy({ AWS: "${aws_iam_role.first.arn}" })),
    ["error: "],
  ],
  [
    "warns where somebody else gets in",
    chain(
      allowing("sts:*", "*", "Deny"),
      assumedBy({ AWS: ["${aws_iam_role.first.arn}", "arn:aws:iam::123456789012:role/other"] }),
    ),
    ["warning: "],
  ],
  [
    "is content with the permission",
    chain(allowing("sts:AssumeRole"), assumedBy({ AWS: "${aws_iam_role.first.arn}" })),
    [],
  ],
  ["is content with a wildcard", chain(allowing("*", "*"), assumedBy({ AWS: "${aws_iam_role.first.arn}" })), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
