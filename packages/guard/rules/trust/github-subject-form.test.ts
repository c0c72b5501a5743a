import { githubSubjectForm as rule } from "./github-subject-form";
import { messagesOf, subjectRole } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "tells of the immutable form that is lacking",
    subjectRole("repo:octo-org/app:pull_request", "StringEquals"),
    [
      "info: The trust policy of aws_iam_role.ci, statement 0, names octo-org/app in the form without ids only: no run is let in whose subject is repo:octo-org@OWNER_ID/app@ID:pull_request.",
    ],
  ],
  [
    "tells of the classic form that is lacking",
    subjectRole("repo:octo-org@1/app@2:pull_request", "StringEquals"),
    ["in the form with ids only: no run is let in whose subject is repo:octo-org/app:pull_request."],
  ],
  [
    "tells of one run among several",
    subjectRole(["repo:o/r:pull_request", "repo:o@1/r@2:pull_request", "repo:o/r:environment:p"]),
    ["repo:o@OWNER_ID/r@ID:environment:p"],
  ],
  ["is content with both", subjectRole(["repo:o@1/r@2:ref:refs/heads/main", "repo:o/r:ref:refs/heads/main"]), []],
  ["is content with a pattern of both", subjectRole(["repo:o@*/r@*:pull_request", "repo:o/r:pull_request"]), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
