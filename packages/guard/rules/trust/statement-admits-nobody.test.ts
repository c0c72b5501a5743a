import { statementAdmitsNobody as rule } from "./statement-admits-nobody";
import { AUDIENCE, GITHUB, messagesOf, roleWith, trusting } from "./support/testing";

const BRANCH = "repo:octo-org/app:ref:refs/heads/main";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports a branch in an environment",
    roleWith(
      trusting({ StringEquals: { ...AUDIENCE, [`${GITHUB}:sub`]: BRANCH, [`${GITHUB}:environment`]: "production" } }),
    ),
    [
      "error: The trust policy of aws_iam_role.ci, statement 0, accepts nobody: condition StringEquals token.actions.githubusercontent.com:environment",
    ],
  ],
  [
    "reports two subjects at once",
    roleWith(
      trusting({
        StringEquals: { [`${GITHUB}:sub`]: BRANCH },
        StringLike: { [`${GITHUB}:sub`]: "repo:octo-org/app:pull_request" },
      }),
    ),
    [`accepts nobody: condition StringLike ${GITHUB}:sub`],
  ],
  [
    "reports another repository's name",
    roleWith(trusting({ StringEquals: { [`${GITHUB}:sub`]: BRANCH, [`${GITHUB}:repository`]: "octo-org/other" } })),
    [`accepts nobody: condition StringEquals ${GITHUB}:repository`],
  ],
  [
    "reports two refs",
    roleWith(trusting({ StringEquals: { [`${GITHUB}:sub`]: BRANCH, [`${GITHUB}:ref`]: "refs/heads/other" } })),
    [`accepts nobody: condition StringEquals ${GITHUB}:ref`],
  ],
  [
    "assumes that a run comes from where the conditions require",
    roleWith(
      trusting({
        StringEquals: { ...AUDIENCE, [`${GITHUB}:sub`]: BRANCH, "aws:SourceVpce": "vpce-0123456789abcdef0" },
        IpAddress: { "aws:VpcSourceIp": ["10.0.0.0/8"] },
      }),
    ),
    [],
  ],
  [
    "passes where one subject fits",
    roleWith(
      trusting({
        StringEquals: {
          ...AUDIENCE,
          [`${GITHUB}:sub`]: [BRANCH, "repo:octo-org/app:environment:production"],
          [`${GITHUB}:environment`]: "production",
        },
      }),
    ),
    [],
  ],
  [
    "accepts claims that agree",
    roleWith(
      trusting({
        StringEquals: {
          ...AUDIENCE,
          [`${GITHUB}:sub`]: BRANCH,
          [`${GITHUB}:ref`]: "refs/heads/main",
          [`${GITHUB}:repository_id`]: "2",
          [`${GITHUB}:actor`]: "octocat",
        },
      }),
    ),
    [],
  ],
  [
    "ignores patterns that may overlap",
    roleWith(
      trusting({
        StringLike: { [`${GITHUB}:sub`]: "repo:octo-org/*" },
        StringLikeIfExists: { [`${GITHUB}:sub`]: "*:pull_request" },
      }),
    ),
    [],
  ],
  [
    "ignores what another rule explains",
    roleWith(trusting({ StringEquals: { [`${GITHUB}:sub`]: "octo-org/app", [`${GITHUB}:ref`]: "refs/heads/main" } })),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
