import { claimNeverMatches as rule } from "./claim-never-matches";
import { AUDIENCE, CLUSTER, GITHUB, messagesOf, roleWith, servedBy, subjectRole, trusting } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "finds a wildcard that is taken literally",
    subjectRole("repo:octo-org/app:*", "StringEquals"),
    [
      'error: The trust policy of aws_iam_role.ci, statement 0, compares sub with "repo:octo-org/app:*" (StringEquals): the operator takes * and ? literally, and no token has them, so nobody gets in',
    ],
  ],
  ["finds a subject without repo:", subjectRole("octo-org/app:*"), ["subjects begin with repo:"]],
  [
    "finds a ref without ref:",
    subjectRole("repo:octo-org/app:refs/heads/main"),
    ["a branch is written :ref:refs/heads/NAME"],
  ],
  ["finds what comes from no event", subjectRole("repo:octo-org/app:push"), ["no token has such a sub"]],
  ["finds a misspelt keyword", subjectRole("repo:octo-org/app:Environment:production"), ["error: "]],
  ["finds the end of a line", subjectRole("repo:octo-org/app:ref:refs/heads/main\n", "StringEquals"), ["error: "]],
  ["finds a branch with a space", subjectRole("repo:octo-org/app:ref:refs/heads/ma in"), ["error: "]],
  ["finds names that GitHub does not allow", subjectRole("repo:octo org/app:*"), ["error: "]],
  [
    "warns where another value remains",
    subjectRole(["repo:octo-org/app:push", "repo:octo-org/app:pull_request"]),
    ["warning: "],
  ],
  [
    "warns of a negation that excludes nothing",
    roleWith(trusting({ StringNotEquals: { [`${GITHUB}:sub`]: "repo:octo-org/app:*" } })),
    [
      'warning: The trust policy of aws_iam_role.ci, statement 0, compares sub with "repo:octo-org/app:*" (StringNotEquals): the operator takes * and ? literally, and no token has them, so it keeps nobody out.',
    ],
  ],
  [
    "finds a short ref",
    roleWith(trusting({ StringEquals: { ...AUDIENCE, [`${GITHUB}:ref`]: "main" } })),
    ["the claim is refs/heads/NAME or refs/tags/NAME"],
  ],
  [
    "finds an id that is none",
    roleWith(trusting({ StringEquals: { [`${GITHUB}:repository_id`]: "octo-org/app" } })),
    ["no token has such a repository_id"],
  ],
  [
    "finds a file that is no workflow",
    roleWith(trusting({ StringEquals: { [`${GITHUB}:job_workflow_ref`]: "octo-org/app/deploy.yml@main" } })),
    ["no token has such a job_workflow_ref"],
  ],
  [
    "finds a service account with a literal wildcard",
    roleWith(servedBy({ StringEquals: { [`${CLUSTER}:sub`]: "system:serviceaccount:openhands:*" } })),
    ["the operator takes * and ? literally"],
  ],
  [
    "takes every form that GitHub issues",
    subjectRole(
      [
        "repo:octo-org/app:ref:refs/heads/a/b",
        "repo:o_x@1/a.b-c@2:ref:refs/tags/v1",
        "repo:o/r:pull_request",
        "repo:o/r:environment:Production %3A 1",
      ],
      "StringEquals",
    ),
    [],
  ],
  [
    "takes forms of templates",
    subjectRole(
      [
        "repository_owner:octo-org:ref:refs/heads/main",
        "repo:o/r:environment:p:ref:refs/heads/main",
        "job_workflow_ref:o/r/.github/workflows/f.yml@refs/heads/main",
        "repo_property_team:a",
        "environment:p:repository_owner:o",
      ],
      "StringEquals",
    ),
    [],
  ],
  ["takes patterns", subjectRole(["repo:octo-org/*", "*:ref:refs/heads/main", "repo:o?/r:*:production"]), []],
  [
    "does not judge policy variables",
    roleWith(trusting({ StringEquals: { [`${GITHUB}:sub`]: "$${aws:PrincipalTag/sub}" } })),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
