import { statementUndone as rule } from "./statement-undone";
import { AUDIENCE, assumedBy, GITHUB, messagesOf, roleWith, trusting } from "./support/testing";

const SUBJECT = { [`${GITHUB}:sub`]: "repo:octo-org/app:ref:refs/heads/main" };

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports conditions in separate statements",
    roleWith(trusting({ StringEquals: SUBJECT }), trusting({ StringEquals: AUDIENCE })),
    [
      "error: The trust policy of aws_iam_role.ci, statement 0, requires sub, but statement 1 accepts the same token with another sub.",
    ],
  ],
  [
    "reports a statement with fewer conditions",
    roleWith(trusting({ StringEquals: { ...AUDIENCE, ...SUBJECT } }), trusting({ StringLike: AUDIENCE })),
    ["requires sub"],
  ],
  [
    "reports an external id that another statement does not ask for",
    roleWith(
      assumedBy({ AWS: "444455556666" }, { StringEquals: { "sts:ExternalId": "x" } }),
      assumedBy({ AWS: ["444455556666"] }),
    ),
    ["requires sts:ExternalId, but statement 1 accepts the same principal without it"],
  ],
  [
    "accepts two repositories",
    roleWith(
      trusting({ StringEquals: { ...AUDIENCE, ...SUBJECT, [`${GITHUB}:ref`]: "refs/heads/main" } }),
      trusting({ StringEquals: { ...AUDIENCE, [`${GITHUB}:sub`]: "repo:octo-org/web:pull_request" } }),
    ),
    [],
  ],
  [
    "accepts different principals",
    roleWith(
      assumedBy({ AWS: "444455556666" }, { StringEquals: { "sts:ExternalId": "x" } }),
      assumedBy({ AWS: "777788889999" }),
    ),
    [],
  ],
  [
    "accepts a statement for tags",
    roleWith(
      assumedBy({ AWS: "444455556666" }, { StringEquals: { "sts:ExternalId": "x" } }),
      assumedBy({ AWS: "444455556666" }, undefined, "sts:TagSession"),
    ),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
