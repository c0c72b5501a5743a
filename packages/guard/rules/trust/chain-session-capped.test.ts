import { chainSessionCapped as rule } from "./chain-session-capped";
import { allowing, assumedBy, chain, messagesOf } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports longer sessions behind a role",
    chain(allowing("sts:AssumeRole"), assumedBy({ AWS: "${aws_iam_role.first.arn}" }), "123456789012", {
      max_session_duration: 7200,
    }),
    [
      "info: aws_iam_role.second has a max_session_duration of 7200 s, but only roles can assume it, for at most 3600 s.",
    ],
  ],
  [
    "accepts one hour",
    chain(allowing("sts:AssumeRole"), assumedBy({ AWS: "${aws_iam_role.first.arn}" }), "123456789012", {
      max_session_duration: 3600,
    }),
    [],
  ],
  [
    "ignores a role that users assume too",
    chain(
      allowing("sts:AssumeRole"),
      assumedBy({ AWS: ["${aws_iam_role.first.arn}", "arn:aws:iam::123456789012:user/u"] }),
      "123456789012",
      { max_session_duration: 7200 },
    ),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
