import { githubWorkflowCaller as rule } from "./github-workflow-caller";
import { AUDIENCE, GITHUB, messagesOf, roleWith, subjectRole, trusting } from "./support/testing";

const FILE = "octo-org/ci/.github/workflows/deploy.yml@refs/heads/main";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports a workflow file alone",
    roleWith(trusting({ StringEquals: { ...AUDIENCE, [`${GITHUB}:job_workflow_ref`]: FILE } })),
    [
      "warning: The trust policy of aws_iam_role.ci, statement 0, accepts any repository that can call octo-org/ci/.github/workflows/deploy.yml@refs/heads/main",
    ],
  ],
  ["reports it in the subject", subjectRole(`job_workflow_ref:${FILE}`), ["any repository that can call"]],
  [
    "reports it at any ref",
    roleWith(
      trusting({
        StringLike: { ...AUDIENCE, [`${GITHUB}:job_workflow_ref`]: "octo-org/ci/.github/workflows/deploy.yml@*" },
      }),
    ),
    ["any repository that can call"],
  ],
  [
    "shows an unknown part of the file as <unknown>",
    {
      "main.tf": `
      variable "file" {}
      resource "aws_iam_role" "ci" {
        assume_role_policy = jsonencode({ Statement = [{
          Effect    = "Allow"
          Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/${GITHUB}" }
          Action    = "sts:AssumeRoleWithWebIdentity"
          Condition = { StringLike = { "${GITHUB}:job_workflow_ref" = ["octo-org/ci/\${var.file}", "octo-org/*"] } }
        }] })
      }`,
    },
    ["any repository that can call octo-org/ci/<unknown>: "],
  ],
  [
    "accepts the subject of the caller",
    roleWith(
      trusting({
        StringEquals: { ...AUDIENCE, [`${GITHUB}:job_workflow_ref`]: FILE },
        StringLike: { [`${GITHUB}:sub`]: "repo:octo-org/*" },
      }),
    ),
    [],
  ],
  [
    "accepts the owner of the caller",
    roleWith(
      trusting({
        StringEquals: { ...AUDIENCE, [`${GITHUB}:job_workflow_ref`]: FILE, [`${GITHUB}:repository_owner_id`]: "1" },
      }),
    ),
    [],
  ],
  ["accepts a subject that names both", subjectRole(`repo:octo-org/app:job_workflow_ref:${FILE}`), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
