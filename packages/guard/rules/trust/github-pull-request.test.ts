import { githubPullRequest as rule } from "./github-pull-request";
import { AUDIENCE, GITHUB, messagesOf, roleWith, subjectRole, trusting } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports pull requests that are meant",
    subjectRole(["repo:octo-org/app:pull_request"], "StringEquals"),
    [
      "info: The trust policy of aws_iam_role.ci, statement 0, accepts pull requests of octo-org/app (repo:octo-org/app:pull_request)",
    ],
  ],
  [
    "reports nothing where none is accepted",
    roleWith(
      trusting({
        StringEquals: {
          ...AUDIENCE,
          [`${GITHUB}:sub`]: "repo:octo-org/app:pull_request",
          [`${GITHUB}:repository`]: "octo-org/other",
        },
      }),
    ),
    [],
  ],
  ["ignores branches", subjectRole("repo:octo-org/app:ref:refs/heads/pull_request"), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
