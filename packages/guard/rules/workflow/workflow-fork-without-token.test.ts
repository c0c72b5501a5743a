import { account, assuming, MAIN, said, trustingSubjects, workflow } from "./support/testing";
import { workflowForkWithoutToken as rule } from "./workflow-fork-without-token";

const PULLS = account({ trust: [trustingSubjects("pull_request")] });

it.each<[string, string, string[]]>([
  [
    "tells of forks' pull requests",
    workflow("pull_request", assuming()),
    ["info deploy.yml:jobs.build.steps[0]: The step fails on pull_request from a fork, which gets no token."],
  ],
  [
    "is content where forks are left out",
    workflow("pull_request", assuming(), "if: github.event.pull_request.head.repo.full_name == github.repository"),
    [],
  ],
  [
    "is content where forks are left out by their mark",
    workflow("pull_request", assuming(), "if: '!github.event.pull_request.head.repo.fork'"),
    [],
  ],
  ["is content with pushes", workflow(MAIN, assuming()), []],
])("%s", async (_, text, expected) => expect(await said(rule, text, PULLS)).toEqual(expected));
