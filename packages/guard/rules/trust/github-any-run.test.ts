import { githubAnyRun as rule } from "./github-any-run";
import { AUDIENCE, GITHUB, messagesOf, roleWith, subjectRole, trusting } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports repo:o/r:*",
    subjectRole("repo:octo-org/app:*"),
    [
      "warning: The trust policy of aws_iam_role.ci, statement 0, accepts runs of octo-org/app that nobody has approved: a pull request from a branch of the repository, before any review; any branch; any environment that a workflow names.",
    ],
  ],
  ["reports it in the immutable form", subjectRole("repo:octo-org@1/app@2:*"), ["any branch"]],
  ["reports every branch", subjectRole("repo:octo-org/app:ref:refs/heads/*"), ["approved: any branch."]],
  [
    "reports every environment",
    subjectRole("repo:octo-org/app:environment:*"),
    ["approved: any environment that a workflow names."],
  ],
  [
    "reports names that begin like the default branch",
    subjectRole("repo:octo-org/app:ref:refs/heads/main*"),
    ["a branch whose name begins with main"],
  ],
  [
    "reports every tag",
    subjectRole("repo:octo-org/app:ref:refs/tags/*"),
    [
      "info: The trust policy of aws_iam_role.ci, statement 0, accepts runs of octo-org/app that nobody has approved: any tag.",
    ],
  ],
  [
    "reports the one repository of several whose every run is accepted",
    subjectRole(["repo:octo-org/app:environment:production", "repo:octo-org/site:*"]),
    ["accepts runs of octo-org/site that nobody has approved"],
  ],
  [
    "names all of several",
    subjectRole(["repo:octo-org/a:*", "repo:octo-org/b:pull_request", "repo:octo-org/c:ref:refs/heads/*"]),
    ["accepts runs of octo-org/a, octo-org/c that nobody has approved: "],
  ],
  [
    "reports every tag of the second repository",
    subjectRole(["repo:octo-org/app:ref:refs/heads/main", "repo:octo-org/site:ref:refs/tags/*"]),
    ["info: The trust policy of aws_iam_role.ci, statement 0, accepts runs of octo-org/site"],
  ],
  [
    "reports a repository without a further restriction",
    roleWith(trusting({ StringEquals: { ...AUDIENCE, [`${GITHUB}:repository`]: "octo-org/app" } })),
    ["runs of octo-org/app"],
  ],
  [
    "reports a repository's id without a further restriction",
    roleWith(trusting({ StringEquals: { ...AUDIENCE, [`${GITHUB}:repository_id`]: "2" } })),
    ["any branch"],
  ],
  [
    "reports it whatever the session is called",
    roleWith(
      trusting({
        StringEquals: AUDIENCE,
        StringLike: { [`${GITHUB}:sub`]: "repo:octo-org/app:*", "sts:RoleSessionName": "ci-*" },
      }),
    ),
    ["any branch"],
  ],
  [
    "passes where another claim closes it",
    roleWith(
      trusting({
        StringEquals: { ...AUDIENCE, [`${GITHUB}:environment`]: "production" },
        StringLike: { [`${GITHUB}:sub`]: "repo:octo-org/app:*" },
      }),
    ),
    [],
  ],
  [
    "passes where only one workflow file is accepted",
    roleWith(
      trusting({
        StringEquals: {
          ...AUDIENCE,
          [`${GITHUB}:job_workflow_ref`]: "octo-org/ci/.github/workflows/deploy.yml@refs/heads/main",
        },
        StringLike: { [`${GITHUB}:sub`]: "repo:octo-org/app:*" },
      }),
    ),
    [],
  ],
  [
    "passes where a Deny closes it",
    roleWith(trusting({ StringLike: { [`${GITHUB}:sub`]: "repo:octo-org/app:*" } }), {
      Effect: "Deny",
      Principal: "*",
      Action: "sts:*",
      Condition: { StringNotEquals: { [`${GITHUB}:sub`]: "repo:octo-org/app:ref:refs/heads/main" } },
    }),
    [],
  ],
  [
    "accepts branches, tags and environments that are named",
    subjectRole([
      "repo:octo-org/app:ref:refs/heads/release/*",
      "repo:octo-org/app:ref:refs/tags/v*",
      "repo:octo-org/app:environment:prod-*",
    ]),
    [],
  ],
  [
    "accepts pull requests that are named",
    subjectRole(["repo:octo-org/app:pull_request", "repo:octo-org/app:ref:refs/heads/release/*"]),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
