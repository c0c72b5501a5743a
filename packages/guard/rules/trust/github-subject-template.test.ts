import { githubSubjectTemplate as rule } from "./github-subject-template";
import { messagesOf, subjectRole } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "warns of a repository without more",
    subjectRole("repo:octo-org/app"),
    [
      'warning: The trust policy of aws_iam_role.ci, statement 0, requires the subject "repo:octo-org/app", which names no branch',
    ],
  ],
  [
    "reports a template's subject",
    subjectRole("repo:octo-org/app:job_workflow_ref:octo-org/ci/.github/workflows/d.yml@refs/heads/main"),
    [
      'info: The trust policy of aws_iam_role.ci, statement 0, requires the subject "repo:octo-org/app:job_workflow_ref:octo-org/ci/.github/workflows/d.yml@refs/heads/main": no repository issues it',
    ],
  ],
  [
    "ignores GitHub's own form",
    subjectRole(["repo:octo-org/app:*", "repo:octo-org@1/app@2:environment:production", "repo:octo-*:pull_request"]),
    [],
  ],
  ["leaves a subject that nobody issues to another rule", subjectRole("octo-org/app:*"), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
