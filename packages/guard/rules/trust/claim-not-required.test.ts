import { claimNotRequired as rule } from "./claim-not-required";
import { AUDIENCE, GITHUB, messagesOf, roleWith, SELF_HOSTED, servedBy, trusting } from "./support/testing";

const SUBJECT = { [`${GITHUB}:sub`]: "repo:octo-org/app:environment:production" };

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports ForAllValues on the subject",
    roleWith(trusting({ StringEquals: AUDIENCE, "ForAllValues:StringLike": SUBJECT })),
    [
      "error: The trust policy of aws_iam_role.ci, statement 0, accepts a token without sub: ForAllValues:StringLike token.actions.githubusercontent.com:sub",
    ],
  ],
  [
    "reports IfExists on the subject",
    roleWith(trusting({ StringEquals: AUDIENCE, StringLikeIfExists: SUBJECT })),
    ["without sub"],
  ],
  [
    "warns of it on the audience",
    roleWith(trusting({ "ForAllValues:StringEquals": AUDIENCE, StringLike: SUBJECT })),
    ["warning: The trust policy of aws_iam_role.ci, statement 0, accepts a token without aud"],
  ],
  [
    "reports both of a self-hosted cluster",
    roleWith(
      servedBy(
        {
          StringEqualsIfExists: { [`${SELF_HOSTED}:sub`]: "system:serviceaccount:a:b" },
          "ForAllValues:StringEquals": { [`${SELF_HOSTED}:aud`]: "sts.amazonaws.com" },
        },
        SELF_HOSTED,
      ),
    ),
    ["without sub", "without aud"],
  ],
  [
    "passes where the claim is required too",
    roleWith(trusting({ "ForAllValues:StringEquals": SUBJECT, StringLike: { ...AUDIENCE, ...SUBJECT } })),
    [],
  ],
  [
    "passes where the key must be there",
    roleWith(trusting({ StringEquals: AUDIENCE, StringLikeIfExists: SUBJECT, Null: { [`${GITHUB}:sub`]: "false" } })),
    [],
  ],
  ["accepts ForAnyValue", roleWith(trusting({ StringEquals: AUDIENCE, "ForAnyValue:StringLike": SUBJECT })), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
