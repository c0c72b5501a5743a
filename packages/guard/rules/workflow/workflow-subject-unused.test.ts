import { account, assuming, MAIN, said, trustingSubjects, workflow } from "./support/testing";
import { workflowSubjectUnused as rule } from "./workflow-subject-unused";

const trusting = (...contexts: string[]) => account({ trust: [trustingSubjects(...contexts)] });

it.each<[string, string, string[], Record<string, string>?]>([
  [
    "finds an environment that no job names",
    workflow(MAIN, assuming()),
    [
      "warning aws_iam_role.deploy: aws_iam_role.deploy lets in environment:production of octo-org/app, and no workflow asks for it so.",
    ],
    trusting("ref:refs/heads/main", "environment:production"),
  ],
  [
    "finds pull requests that nobody needs",
    workflow(MAIN, assuming()),
    ["lets in pull_request of"],
    trusting("ref:refs/heads/main", "pull_request"),
  ],
  [
    "tells of a role that nobody asks for",
    workflow(MAIN, "\n      - run: 'true'"),
    [
      "info aws_iam_role.deploy: aws_iam_role.deploy lets in ref:refs/heads/main of octo-org/app, and no workflow here asks for it at all.",
    ],
  ],
  [
    "finds both forms once",
    workflow(MAIN, assuming()),
    ["lets in environment:x of"],
    {
      "main.tf.json": trusting("ref:refs/heads/main", "environment:x")["main.tf.json"].replace(
        /"repo:octo-org\\+\/app/,
        "$&",
      ),
    },
  ],
  [
    "finds a branch that a condition leaves out",
    workflow("push", assuming(), "if: github.ref == 'refs/heads/main'"),
    ["lets in ref:refs/heads/deploy"],
    trusting("ref:refs/heads/main", "ref:refs/heads/deploy"),
  ],
  ["is content with what is used", workflow(MAIN, assuming()), []],
  [
    "is content with a branch that a dispatch may start on",
    workflow("workflow_dispatch", assuming()),
    [],
    trusting("ref:refs/heads/deploy"),
  ],
  [
    "is content with the environment",
    workflow(MAIN, assuming(), "environment: production"),
    [],
    trusting("environment:production"),
  ],
  ["takes a role that is not known for any", workflow(MAIN, assuming("${{ secrets.ROLE }}")), []],
  [
    "leaves other repositories alone",
    workflow(MAIN, assuming()),
    [],
    { "main.tf.json": account()["main.tf.json"].replaceAll("octo-org/app", "octo-org/other") },
  ],
])("%s", async (_, text, expected, terraform = account()) =>
  expect(await said(rule, text, terraform)).toEqual(expected.map((part) => expect.stringContaining(part))),
);
