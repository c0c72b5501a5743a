import { account, assuming, findings, trustingSubjects, workflow } from "./support/testing";
import { workflowForkLetIn as rule } from "./workflow-fork-let-in";

const PULLS = account({ trust: [trustingSubjects("pull_request")] });

it.each<[string, string, string[], Record<string, string>?]>([
  [
    "finds pull_request_target",
    workflow("pull_request_target", assuming()),
    ["warning deploy.yml:jobs.build.steps[0]: aws_iam_role.deploy can be assumed on pull_request_target from a fork."],
  ],
  [
    "finds it where the branch's subject is taken",
    workflow("pull_request_target", assuming()),
    ["can be assumed on"],
    account(),
  ],
  [
    "accepts a workflow where forks are left out",
    workflow(
      "pull_request_target",
      assuming(),
      "if: github.event.pull_request.head.repo.full_name == github.repository",
    ),
    [],
  ],
  ["accepts pull_request", workflow("pull_request", assuming()), []],
  [
    "accepts a workflow where the role refuses it",
    workflow("pull_request_target", assuming()),
    [],
    account({ trust: [trustingSubjects("environment:x")] }),
  ],
])("%s", async (_, text, expected, terraform = PULLS) =>
  expect(await findings(rule, text, terraform)).toEqual(expected.map((part) => expect.stringContaining(part))),
);
