import { account, assuming, findings, MAIN, trustingSubjects, workflow } from "./support/testing";
import { workflowForkWithoutToken as rule } from "./workflow-fork-without-token";

const PULLS = account({ trust: [trustingSubjects("pull_request")] });

it.each<[string, string, string[]]>([
  [
    "reports forks' pull requests",
    workflow("pull_request", assuming()),
    [
      "info deploy.yml:jobs.build.steps[0]: The step fails on pull_request from a fork: GitHub gives no OIDC token there.",
    ],
  ],
  [
    "accepts a workflow where forks are left out",
    workflow("pull_request", assuming(), "if: github.event.pull_request.head.repo.full_name == github.repository"),
    [],
  ],
  [
    "accepts a workflow where forks are left out by their mark",
    workflow("pull_request", assuming(), "if: '!github.event.pull_request.head.repo.fork'"),
    [],
  ],
  ["accepts pushes", workflow(MAIN, assuming()), []],
])("%s", async (_, text, expected) => expect(await findings(rule, text, PULLS)).toEqual(expected));
