import { claimNeverMatches as rule } from "./claim-never-matches";
import {
  AUDIENCE,
  CLUSTER,
  GITHUB,
  messagesOf,
  roleWith,
  SELF_HOSTED,
  servedBy,
  subjectRole,
  trusting,
} from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports a wildcard that is taken literally",
    subjectRole("repo:octo-org/app:*", "StringEquals"),
    [
      'error: The trust policy of aws_iam_role.ci, statement 0, compares sub with "repo:octo-org/app:*" (StringEquals): this operator compares * and ? literally, and no token contains them, so nobody can assume the role through this statement.',
    ],
  ],
  ...[
    "system:serviceaccount:openhands/openhands",
    "system:serviceaccount:OpenHands:a",
    "system:serviceaccounts:a:b",
  ].map((subject): [string, Record<string, string>, string[]] => [
    `reports ${subject} of a self-hosted cluster`,
    roleWith(servedBy({ StringEquals: { [`${SELF_HOSTED}:sub`]: subject } }, SELF_HOSTED)),
    ["a service account's subject is system:serviceaccount:NAMESPACE:NAME, in lower case, so nobody"],
  ]),
  [
    "reports a wildcard that is taken literally by a self-hosted cluster's role",
    roleWith(servedBy({ StringEquals: { [`${SELF_HOSTED}:sub`]: "system:serviceaccount:openhands:*" } }, SELF_HOSTED)),
    ["this operator compares * and ? literally"],
  ],
  [
    "knows a self-hosted cluster by another statement",
    roleWith(
      servedBy({ StringEquals: { [`${SELF_HOSTED}:sub`]: "system:serviceaccount:a:b" } }, SELF_HOSTED),
      servedBy({ StringEquals: { [`${SELF_HOSTED}:sub`]: "a:b" } }, SELF_HOSTED),
    ),
    ["statement 1, compares sub with"],
  ],
  ["ignores other issuers", roleWith(servedBy({ StringEquals: { [`${SELF_HOSTED}:sub`]: "a:b" } }, SELF_HOSTED)), []],
  ["reports a subject without repo:", subjectRole("octo-org/app:*"), ["subjects begin with repo:"]],
  [
    "reports a ref without ref:",
    subjectRole("repo:octo-org/app:refs/heads/main"),
    ["a branch is written :ref:refs/heads/NAME"],
  ],
  ["reports a subject that no event produces", subjectRole("repo:octo-org/app:push"), ["no token has such a sub"]],
  [
    "reports a misspelt keyword",
    subjectRole("repo:octo-org/app:Environment:production"),
    ['compares sub with "repo:octo-org/app:Environment:production" (StringLike): no token has such a sub, so nobody'],
  ],
  [
    "reports a line break",
    subjectRole("repo:octo-org/app:ref:refs/heads/main\n", "StringEquals"),
    ['compares sub with "repo:octo-org/app:ref:refs/heads/main\\n" (StringEquals): a branch is written'],
  ],
  [
    "reports a branch with a space",
    subjectRole("repo:octo-org/app:ref:refs/heads/ma in"),
    ['compares sub with "repo:octo-org/app:ref:refs/heads/ma in" (StringLike): a branch is written'],
  ],
  [
    "reports names that GitHub does not allow",
    subjectRole("repo:octo org/app:*"),
    ['compares sub with "repo:octo org/app:*" (StringLike): no token has such a sub, so nobody'],
  ],
  [
    "warns where another value remains",
    subjectRole(["repo:octo-org/app:push", "repo:octo-org/app:pull_request"]),
    [
      'warning: The trust policy of aws_iam_role.ci, statement 0, compares sub with "repo:octo-org/app:push" (StringLike): no token has such a sub.',
    ],
  ],
  [
    "warns of a negation that excludes nothing",
    roleWith(trusting({ StringNotEquals: { [`${GITHUB}:sub`]: "repo:octo-org/app:*" } })),
    [
      'warning: The trust policy of aws_iam_role.ci, statement 0, compares sub with "repo:octo-org/app:*" (StringNotEquals): this operator compares * and ? literally, and no token contains them, so it excludes nobody.',
    ],
  ],
  [
    "reports a short ref",
    roleWith(trusting({ StringEquals: { ...AUDIENCE, [`${GITHUB}:ref`]: "main" } })),
    ["the claim has the form refs/heads/NAME or refs/tags/NAME"],
  ],
  [
    "reports an id that is not a number",
    roleWith(trusting({ StringEquals: { [`${GITHUB}:repository_id`]: "octo-org/app" } })),
    ["no token has such a repository_id"],
  ],
  [
    "reports a file that is not a workflow",
    roleWith(trusting({ StringEquals: { [`${GITHUB}:job_workflow_ref`]: "octo-org/app/deploy.yml@main" } })),
    ["no token has such a job_workflow_ref"],
  ],
  [
    "reports a service account with a literal wildcard",
    roleWith(servedBy({ StringEquals: { [`${CLUSTER}:sub`]: "system:serviceaccount:openhands:*" } })),
    ["this operator compares * and ? literally"],
  ],
  [
    "accepts every form that GitHub issues",
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
    "accepts forms of templates",
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
  ["accepts patterns", subjectRole(["repo:octo-org/*", "*:ref:refs/heads/main", "repo:o?/r:*:production"]), []],
  [
    "ignores policy variables",
    roleWith(trusting({ StringEquals: { [`${GITHUB}:sub`]: "$${aws:PrincipalTag/sub}" } })),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
