import { githubOtherOwner as rule } from "./github-other-owner";
import { AUDIENCE, GITHUB, messagesOf, roleWith, subjectRole, trusting } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports a trust policy without a subject",
    roleWith(trusting({ StringEquals: AUDIENCE })),
    [
      `error: The trust policy of aws_iam_role.ci, statement 0, accepts any repository of another owner: a token with sub "repo:another-owner/another-repository:ref:refs/heads/main" gets a session.`,
    ],
  ],
  [
    "reports it whatever the time, and from everywhere",
    roleWith(
      trusting({
        StringEquals: AUDIENCE,
        DateLessThan: { "aws:CurrentTime": "2036-01-01T00:00:00Z" },
        NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" },
      }),
    ),
    ["another-owner/another-repository"],
  ],
  [
    "warns where the address is the only restriction",
    roleWith(trusting({ StringEquals: AUDIENCE, IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "4.175.0.0/16"] } })),
    ["gets a session. The only restriction is aws:SourceIp."],
  ],
  [
    "accepts an address beside a subject",
    roleWith(
      trusting({
        StringEquals: { ...AUDIENCE, [`${GITHUB}:sub`]: "repo:octo-org/app:ref:refs/heads/main" },
        IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
      }),
    ),
    [],
  ],
  ["reports *", subjectRole("*"), ["repo:another-owner/another-repository"]],
  ["reports repo:*", subjectRole("repo:*"), ["another-owner"]],
  ["reports repo:octo-org*", subjectRole("repo:octo-org*"), ["octo-org-x/another-repository"]],
  ["reports repo:*/app:ref:refs/heads/main", subjectRole("repo:*/app:ref:refs/heads/main"), ["another-owner/app"]],
  ["reports repo:*:ref:refs/heads/main", subjectRole("repo:*:ref:refs/heads/main"), ["another-owner"]],
  ["reports *octo-org/app:*", subjectRole("*octo-org/app:*"), ["another-owner"]],
  ["reports repo:octo-or?/app:*", subjectRole("repo:octo-or?/app:*"), ["octo-orx/app"]],
  [
    "reports a branch named like the repository",
    subjectRole("*:ref:refs/heads/octo-org/app"),
    ['sub "repo:another-owner/another-repository:ref:refs/heads/octo-org/app"'],
  ],
  [
    "reports a subject built from a template",
    subjectRole(["workflow:deploy:environment:production"], "StringEquals"),
    ["workflow:deploy:environment:production"],
  ],
  [
    "reports claims that anyone can have",
    roleWith(
      trusting({ StringEquals: { ...AUDIENCE, [`${GITHUB}:actor`]: "octocat", [`${GITHUB}:ref`]: "refs/tags/v1" } }),
    ),
    ["(any repository can have runs with that actor and ref)"],
  ],
  [
    "reports conditions that only exclude",
    roleWith(
      trusting({ StringEquals: AUDIENCE, StringNotLike: { [`${GITHUB}:sub`]: "repo:octo-org/app:pull_request" } }),
    ),
    ["another-owner"],
  ],
  [
    "reports operators that hold when the claim is missing",
    roleWith(
      trusting({ StringEquals: AUDIENCE, "ForAllValues:StringEquals": { [`${GITHUB}:repository_owner`]: "octo-org" } }),
    ),
    ["another-owner"],
  ],
  [
    "reports one wide value among others",
    subjectRole(["repo:octo-org/app:pull_request", "repo:octo-*:pull_request"]),
    ["repo:octo--x/another-repository:pull_request"],
  ],
  [
    "reports an owner by pattern",
    roleWith(trusting({ StringLike: { ...AUDIENCE, [`${GITHUB}:repository`]: "*/app" } })),
    ["another-owner/app"],
  ],
  [
    "reports a workflow file in anyone's repository",
    roleWith(
      trusting({ StringLike: { ...AUDIENCE, [`${GITHUB}:job_workflow_ref`]: "*/.github/workflows/deploy.yml@*" } }),
    ),
    ["another-owner"],
  ],
  [
    "warns where the issuer is an enterprise's own",
    roleWith(
      trusting(
        { StringEquals: { [`${GITHUB}/octo:aud`]: "sts.amazonaws.com" } },
        { Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${GITHUB}/octo` } },
      ),
    ),
    ["warning: The trust policy of aws_iam_role.ci, statement 0, accepts any repository of another owner"],
  ],
  [
    "assumes the provider by its keys where it is a variable",
    {
      "main.tf": `
      variable "provider_arn" {}
      resource "aws_iam_role" "ci" {
        name = "ci"
        assume_role_policy = jsonencode({ Statement = [{
          Effect    = "Allow"
          Action    = "sts:AssumeRoleWithWebIdentity"
          Principal = { Federated = var.provider_arn }
          Condition = { StringLike = { "${GITHUB}:sub" = "repo:octo*" } }
        }] })
      }`,
    },
    ["octo-x/another-repository"],
  ],
  ["accepts any subject of the owner", subjectRole(["repo:octo-org/*", "repo:octo-org@1/*"]), []],
  ["accepts an id", roleWith(trusting({ StringEquals: { ...AUDIENCE, [`${GITHUB}:repository_owner_id`]: "1" } })), []],
  [
    "passes where another condition closes a pattern",
    roleWith(
      trusting({
        StringEquals: { ...AUDIENCE, [`${GITHUB}:repository`]: "octo-org/app" },
        StringLike: { [`${GITHUB}:sub`]: "repo:*" },
      }),
    ),
    [],
  ],
  [
    "passes where a Deny closes it",
    roleWith(trusting({ StringEquals: AUDIENCE }), {
      Effect: "Deny",
      Principal: "*",
      Action: "*",
      Condition: { StringNotLike: { [`${GITHUB}:sub`]: "repo:octo-org/*" } },
    }),
    [],
  ],
  [
    "ignores other issuers",
    roleWith(
      trusting(
        { StringEquals: AUDIENCE },
        { Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/gitlab.com" } },
      ),
    ),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
