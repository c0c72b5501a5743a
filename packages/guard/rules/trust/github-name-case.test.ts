import { githubNameCase as rule } from "./github-name-case";
import { AUDIENCE, GITHUB, messagesOf, roleWith, subjectRole, trusting } from "./support/testing";

const named = (repository: string) =>
  trusting({ StringEquals: { ...AUDIENCE, [`${GITHUB}:sub`]: `repo:${repository}:pull_request` } });

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports another spelling of a repository",
    roleWith(named("octo-org/app"), named("octo-org/app"), named("octo-org/App")),
    [
      "warning: The trust policy of aws_iam_role.ci, statement 2, names octo-org/App; elsewhere it is written octo-org/app.",
    ],
  ],
  [
    "reports another spelling of the owner",
    roleWith(named("octo-org/app"), named("octo-org/web"), named("Octo-Org/site")),
    ["names Octo-Org/site; elsewhere it is written octo-org."],
  ],
  [
    "prefers the spelling of a repository that is declared",
    {
      ...subjectRole("repo:octo-org/App:pull_request"),
      "github.tf": `resource "github_repository" "app" { name = "app" }`,
    },
    ["names octo-org/App; elsewhere it is written octo-org/app."],
  ],
  ["accepts one spelling", roleWith(named("octo-org/app"), named("octo-org/web")), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
