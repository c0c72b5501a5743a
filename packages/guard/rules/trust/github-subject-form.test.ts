import { githubSubjectForm as rule } from "./github-subject-form";
import { messagesOf, subjectRole } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports that the immutable form is missing",
    subjectRole("repo:octo-org/app:pull_request", "StringEquals"),
    [
      "info: The trust policy of aws_iam_role.ci, statement 0, names octo-org/app only in the form without ids: a run with the subject repo:octo-org@OWNER_ID/app@ID:pull_request is refused.",
    ],
  ],
  [
    "reports that the classic form is missing",
    subjectRole("repo:octo-org@1/app@2:pull_request", "StringEquals"),
    ["only in the form with ids: a run with the subject repo:octo-org/app:pull_request is refused."],
  ],
  [
    "reports one subject among several",
    subjectRole(["repo:o/r:pull_request", "repo:o@1/r@2:pull_request", "repo:o/r:environment:p"]),
    ["repo:o@OWNER_ID/r@ID:environment:p"],
  ],
  ["accepts both forms", subjectRole(["repo:o@1/r@2:ref:refs/heads/main", "repo:o/r:ref:refs/heads/main"]), []],
  [
    "accepts a pattern for one form and the text of the other",
    subjectRole(["repo:o@*/r@*:pull_request", "repo:o/r:pull_request"]),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
