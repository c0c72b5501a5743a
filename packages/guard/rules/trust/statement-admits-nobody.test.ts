import { statementAdmitsNobody as rule } from "./statement-admits-nobody";
import { AUDIENCE, GITHUB, messagesOf, roleWith, trusting } from "./support/testing";

const BRANCH = "repo:octo-org/app:ref:refs/heads/main";

it.each<[string, Record<string, string>, string[]]>([
  [
    "finds a branch in an environment",
    roleWith(
      trusting({ StringEquals: { ...AUDIENCE, [`${GITHUB}:sub`]: BRANCH, [`${GITHUB}:environment`]: "production" } }),
    ),
    [
      "error: The trust policy of aws_iam_role.ci, statement 0, lets nobody in: condition StringEquals token.actions.githubusercontent.com:environment",
    ],
  ],
  [
    "finds two subjects at once",
    roleWith(
      trusting({
        StringEquals: { [`${GITHUB}:sub`]: BRANCH },
        StringLike: { [`${GITHUB}:sub`]: "repo:octo-org/app:pull_request" },
      }),
    ),
    ["lets nobody in"],
  ],
  [
    "finds another repository's name",
    roleWith(trusting({ StringEquals: { [`${GITHUB}:sub`]: BRANCH, [`${GITHUB}:repository`]: "octo-org/other" } })),
    ["lets nobody in"],
  ],
  [
    "finds two refs",
    roleWith(trusting({ StringEquals: { [`${GITHUB}:sub`]: BRANCH, [`${GITHUB}:ref`]: "refs/heads/other" } })),
    ["lets nobody in"],
  ],
  [
    "takes a run to come from where it has to",
    roleWith(
      trusting({
        StringEquals: { ...AUDIENCE, [`${GITHUB}:sub`]: BRANCH, "aws:SourceVpce": "vpce-0123456789abcdef0" },
        IpAddress: { "aws:VpcSourceIp": ["10.0.0.0/8"] },
      }),
    ),
    [],
  ],
  [
    "is content where one subject fits",
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
    "is content with claims that agree",
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
    "does not judge patterns that may meet",
    roleWith(
      trusting({
        StringLike: { [`${GITHUB}:sub`]: "repo:octo-org/*" },
        StringLikeIfExists: { [`${GITHUB}:sub`]: "*:pull_request" },
      }),
    ),
    [],
  ],
  [
    "leaves what another rule explains",
    roleWith(trusting({ StringEquals: { [`${GITHUB}:sub`]: "octo-org/app", [`${GITHUB}:ref`]: "refs/heads/main" } })),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
