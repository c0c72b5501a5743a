import { githubWorkflowCaller as rule } from "./github-workflow-caller";
import { AUDIENCE, GITHUB, messagesOf, roleWith, subjectRole, trusting } from "./support/testing";

const FILE = "octo-org/ci/.github/workflows/deploy.yml@refs/heads/main";

it.each<[string, Record<string, string>, string[]]>([
  [
    "finds a workflow file alone",
    roleWith(trusting({ StringEquals: { ...AUDIENCE, [`${GITHUB}:job_workflow_ref`]: FILE } })),
    [
      "warning: The trust policy of aws_iam_role.ci, statement 0, lets in any repository that may call octo-org/ci/.github/workflows/deploy.yml@refs/heads/main",
    ],
  ],
  ["finds it in the subject", subjectRole(`job_workflow_ref:${FILE}`), ["any repository that may call"]],
  [
    "finds it at any ref",
    roleWith(
      trusting({
        StringLike: { ...AUDIENCE, [`${GITHUB}:job_workflow_ref`]: "octo-org/ci/.github/workflows/deploy.yml@*" },
      }),
    ),
    ["any repository that may call"],
  ],
  [
    "is content with the caller's subject",
    roleWith(
      trusting({
        StringEquals: { ...AUDIENCE, [`${GITHUB}:job_workflow_ref`]: FILE },
        StringLike: { [`${GITHUB}:sub`]: "repo:octo-org/*" },
      }),
    ),
    [],
  ],
  [
    "is content with the caller's owner",
    roleWith(
      trusting({
        StringEquals: { ...AUDIENCE, [`${GITHUB}:job_workflow_ref`]: FILE, [`${GITHUB}:repository_owner_id`]: "1" },
      }),
    ),
    [],
  ],
  ["is content with a subject that names both", subjectRole(`repo:octo-org/app:job_workflow_ref:${FILE}`), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
