import { githubOtherRepository as rule } from "./github-other-repository";
import { AUDIENCE, GITHUB, messagesOf, roleWith, subjectRole, trusting } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "finds a whole owner",
    subjectRole("repo:octo-org/*"),
    [
      `warning: The trust policy of aws_iam_role.ci, statement 0, lets in a repository such as octo-org/another-repository: a token with sub "repo:octo-org/another-repository:pull_request" gets a session.`,
    ],
  ],
  [
    "is an error where one repository is meant",
    subjectRole("repo:octo-org/app*"),
    ["error: The trust policy of aws_iam_role.ci, statement 0, lets in a repository such as octo-org/app-x"],
  ],
  ["finds a family of repositories", subjectRole("repo:octo-org/service-*:environment:production"), ["warning: "]],
  [
    "finds an owner's id",
    roleWith(trusting({ StringEquals: { ...AUDIENCE, [`${GITHUB}:repository_owner_id`]: "1" } })),
    ["another repository of the same owner"],
  ],
  ["is content with repositories in full", subjectRole(["repo:octo-org/app:*", "repo:octo-org@1/app@2:*"]), []],
  [
    "is content where an id closes it",
    roleWith(
      trusting({
        StringEquals: { ...AUDIENCE, [`${GITHUB}:repository_id`]: "2" },
        StringLike: { [`${GITHUB}:sub`]: "repo:octo-org/*" },
      }),
    ),
    [],
  ],
  ["leaves what lets in everybody to another rule", subjectRole("repo:octo-org*"), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
