import { account, assuming, MAIN, said, trustingSubjects, workflow } from "./support/testing";
import { workflowSubjectWider as rule } from "./workflow-subject-wider";

const trusting = (...contexts: string[]) => account({ trust: [trustingSubjects(...contexts)] });

it.each<[string, string, string[], Record<string, string>]>([
  [
    "finds every branch where one is used",
    workflow(MAIN, assuming()),
    [
      "warning aws_iam_role.deploy: aws_iam_role.deploy lets in ref:refs/heads/*; the workflows ask with ref:refs/heads/main only.",
    ],
    trusting("ref:refs/heads/*"),
  ],
  [
    "finds everything where one environment is used",
    workflow("push", assuming(), "environment: production"),
    ["lets in *; the workflows ask with environment:production only."],
    trusting("*"),
  ],
  [
    "finds every environment where one is used",
    workflow("push", assuming(), "environment: production"),
    ["environment:production only."],
    trusting("environment:*"),
  ],
  ["is content where any branch may ask", workflow("workflow_dispatch", assuming()), [], trusting("ref:refs/heads/*")],
  [
    "is content where tags are as many as releases",
    workflow("{push: {tags: ['v*']}}", assuming()),
    [],
    trusting("ref:refs/tags/v*"),
  ],
  [
    "is content where the environment is chosen in the run",
    workflow("push", assuming(), "environment: '${{ vars.STAGE }}'"),
    [],
    trusting("environment:*"),
  ],
  ["is content with names", workflow(MAIN, assuming()), [], account()],
])("%s", async (_, text, expected, terraform = account()) =>
  expect(await said(rule, text, terraform)).toEqual(expected.map((part) => expect.stringContaining(part))),
);
