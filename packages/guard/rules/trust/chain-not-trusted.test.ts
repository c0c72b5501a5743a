import { chainNotTrusted as rule } from "./chain-not-trusted";
import { allowing, assumedBy, chain, messagesOf } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports a permission that the role does not match with trust",
    chain(allowing("sts:AssumeRole"), assumedBy({ AWS: "arn:aws:iam::123456789012:role/other" })),
    ["warning: A policy of aws_iam_role.first allows sts:AssumeRole on aws_iam_role.second"],
  ],
  [
    "reports one by the role's written ARN",
    chain(
      allowing("sts:AssumeRole", "arn:aws:iam::123456789012:role/second"),
      assumedBy({ Service: "ec2.amazonaws.com" }),
    ),
    ["aws_iam_role.second, whose trust policy does not accept aws_iam_role.first."],
  ],
  [
    "reports a caller that a condition excludes",
    chain(
      allowing("sts:AssumeRole"),
      assumedBy({ AWS: "123456789012" }, { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/other" } }),
    ),
    ["aws_iam_role.second, whose trust policy does not accept aws_iam_role.first."],
  ],
  [
    "passes where the role is named",
    chain(allowing("sts:AssumeRole"), assumedBy({ AWS: "${aws_iam_role.first.arn}" })),
    [],
  ],
  [
    "passes where its account is named",
    chain(allowing("sts:AssumeRole"), assumedBy({ AWS: "arn:aws:iam::123456789012:root" })),
    [],
  ],
  [
    "passes where the account is not known",
    chain(allowing("sts:AssumeRole"), assumedBy({ AWS: "${aws_iam_role.first.arn}" }), ""),
    [],
  ],
  [
    "ignores a pattern of roles",
    chain(allowing("sts:AssumeRole", "arn:aws:iam::123456789012:role/*"), assumedBy({ Service: "ec2.amazonaws.com" })),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
