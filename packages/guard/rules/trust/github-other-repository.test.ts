import { githubOtherRepository as rule } from "./github-other-repository";
import { AUDIENCE, GITHUB, messagesOf, roleWith, subjectRole, trusting } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports a whole owner",
    subjectRole("repo:octo-org/*"),
    [
      `warning: The trust policy of aws_iam_role.ci, statement 0, accepts a repository such as octo-org/another-repository: a token with sub "repo:octo-org/another-repository:pull_request" gets a session.`,
    ],
  ],
  [
    "is an error where one repository is meant",
    subjectRole("repo:octo-org/app*"),
    ["error: The trust policy of aws_iam_role.ci, statement 0, accepts a repository such as octo-org/app-x"],
  ],
  [
    "reports a family of repositories",
    subjectRole("repo:octo-org/service-*:environment:production"),
    ["warning: The trust policy of aws_iam_role.ci, statement 0, accepts a repository such as octo-org/service--x"],
  ],
  [
    "reports an owner's id",
    roleWith(trusting({ StringEquals: { ...AUDIENCE, [`${GITHUB}:repository_owner_id`]: "1" } })),
    ["another repository of the same owner"],
  ],
  ["accepts repositories in full", subjectRole(["repo:octo-org/app:*", "repo:octo-org@1/app@2:*"]), []],
  [
    "passes where an id closes it",
    roleWith(
      trusting({
        StringEquals: { ...AUDIENCE, [`${GITHUB}:repository_id`]: "2" },
        StringLike: { [`${GITHUB}:sub`]: "repo:octo-org/*" },
      }),
    ),
    [],
  ],
  ["leaves what accepts everyone to another rule", subjectRole("repo:octo-org*"), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
