import { chainTagsRefused as rule } from "./chain-tags-refused";
import { allowing, assumedBy, chain, messagesOf } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "finds tags that only the trust allows",
    chain(
      allowing("sts:AssumeRole"),
      assumedBy({ AWS: "${aws_iam_role.first.arn}" }, undefined, ["sts:AssumeRole", "sts:TagSession"]),
    ),
    ["the trust policy of aws_iam_role.second allows sts:TagSession, no policy of aws_iam_role.first does"],
  ],
  [
    "finds tags that only the caller's policy allows",
    chain(allowing(["sts:AssumeRole", "sts:TagSession"]), assumedBy({ AWS: "${aws_iam_role.first.arn}" })),
    ["warning: Sessions of aws_iam_role.second for aws_iam_role.first cannot be tagged"],
  ],
  [
    "finds them where the account is not known",
    chain(allowing(["sts:AssumeRole", "sts:TagSession"]), assumedBy({ AWS: "${aws_iam_role.first.arn}" }), ""),
    ["the trust policy of aws_iam_role.second does not allow it"],
  ],
  [
    "counts wildcards",
    chain(allowing("sts:*", "*"), assumedBy({ AWS: "${aws_iam_role.first.arn}" })),
    ["the trust policy of aws_iam_role.second does not allow it"],
  ],
  [
    "is content with both",
    chain(
      allowing(["sts:AssumeRole", "sts:TagSession"]),
      assumedBy({ AWS: "${aws_iam_role.first.arn}" }, undefined, ["sts:AssumeRole", "sts:TagSession"]),
    ),
    [],
  ],
  ["is content with none", chain(allowing("sts:AssumeRole"), assumedBy({ AWS: "${aws_iam_role.first.arn}" })), []],
  [
    "is content with both where the account is not known",
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
