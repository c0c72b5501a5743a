import { account, assuming, findings, MAIN, trustingSubjects, workflow } from "./support/testing";
import { workflowSubjectWider as rule } from "./workflow-subject-wider";

const trusting = (...contexts: string[]) => account({ trust: [trustingSubjects(...contexts)] });

it.each<[string, string, string[], Record<string, string>]>([
  [
    "finds every branch where one is used",
    workflow(MAIN, assuming()),
    [
      "warning aws_iam_role.deploy: aws_iam_role.deploy accepts ref:refs/heads/*, but the workflows use only ref:refs/heads/main.",
    ],
    trusting("ref:refs/heads/*"),
  ],
  [
    "finds everything where one environment is used",
    workflow("push", assuming(), "environment: production"),
    ["accepts *, but the workflows use only environment:production."],
    trusting("*"),
  ],
  [
    "finds every environment where one is used",
    workflow("push", assuming(), "environment: production"),
    ["use only environment:production."],
    trusting("environment:*"),
  ],
  [
    "accepts a workflow where any branch may ask",
    workflow("workflow_dispatch", assuming()),
    [],
    trusting("ref:refs/heads/*"),
  ],
  [
    "accepts a workflow where tags are as many as releases",
    workflow("{push: {tags: ['v*']}}", assuming()),
    [],
    trusting("ref:refs/tags/v*"),
  ],
  [
    "accepts a workflow where the environment is chosen in the run",
    workflow("push", assuming(), "environment: '${{ vars.STAGE }}'"),
    [],
    trusting("environment:*"),
  ],
  ["accepts names", workflow(MAIN, assuming()), [], account()],
])("%s", async (_, text, expected, terraform = account()) =>
  expect(await findings(rule, text, terraform)).toEqual(expected.map((part) => expect.stringContaining(part))),
);
