import { chainTagsRefused as rule } from "./chain-tags-refused";
import { allowing, assumedBy, chain, messagesOf } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports tags that only the trust allows",
    chain(
      allowing("sts:AssumeRole"),
      assumedBy({ AWS: "${aws_iam_role.first.arn}" }, undefined, ["sts:AssumeRole", "sts:TagSession"]),
    ),
    ["the trust policy of aws_iam_role.second allows sts:TagSession, but no policy of aws_iam_role.first does"],
  ],
  [
    "reports tags that only the caller's policy allows",
    chain(allowing(["sts:AssumeRole", "sts:TagSession"]), assumedBy({ AWS: "${aws_iam_role.first.arn}" })),
    ["warning: aws_iam_role.first cannot tag its sessions of aws_iam_role.second"],
  ],
  [
    "reports them where the account is not known",
    chain(allowing(["sts:AssumeRole", "sts:TagSession"]), assumedBy({ AWS: "${aws_iam_role.first.arn}" }), ""),
    ["allows sts:TagSession, but the trust policy of aws_iam_role.second does not"],
  ],
  [
    "counts wildcards as permission",
    chain(allowing("sts:*", "*"), assumedBy({ AWS: "${aws_iam_role.first.arn}" })),
    ["allows sts:TagSession, but the trust policy of aws_iam_role.second does not"],
  ],
  [
    "accepts tags on both sides",
    chain(
      allowing(["sts:AssumeRole", "sts:TagSession"]),
      assumedBy({ AWS: "${aws_iam_role.first.arn}" }, undefined, ["sts:AssumeRole", "sts:TagSession"]),
    ),
    [],
  ],
  [
    "accepts tags on neither side",
    chain(allowing("sts:AssumeRole"), assumedBy({ AWS: "${aws_iam_role.first.arn}" })),
    [],
  ],
  [
    "accepts tags on both sides where the account is not known",
    chain(
      allowing(["sts:AssumeRole", "sts:TagSession"]),
      assumedBy({ AWS: "${aws_iam_role.first.arn}" }, undefined, ["sts:AssumeRole", "sts:TagSession"]),
      "",
    ),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
