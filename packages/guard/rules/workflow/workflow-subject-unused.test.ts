import { account, assuming, findings, MAIN, trustingSubjects, workflow } from "./support/testing";
import { workflowSubjectUnused as rule } from "./workflow-subject-unused";

const trusting = (...contexts: string[]) => account({ trust: [trustingSubjects(...contexts)] });

it.each<[string, string, string[], Record<string, string>?]>([
  [
    "finds an environment that no job names",
    workflow(MAIN, assuming()),
    [
      "warning aws_iam_role.deploy: aws_iam_role.deploy accepts environment:production of octo-org/app, but no workflow requests the role that way.",
    ],
    trusting("ref:refs/heads/main", "environment:production"),
  ],
  [
    "finds pull requests that no workflow needs",
    workflow(MAIN, assuming()),
    ["accepts pull_request of"],
    trusting("ref:refs/heads/main", "pull_request"),
  ],
  [
    "reports a role that no workflow requests",
    workflow(MAIN, "\n      - run: 'true'"),
    [
      "info aws_iam_role.deploy: aws_iam_role.deploy accepts ref:refs/heads/main of octo-org/app, but no workflow here requests the role.",
    ],
  ],
  [
    "finds both forms once",
    workflow(MAIN, assuming()),
    ["accepts environment:x of"],
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
    ["accepts ref:refs/heads/deploy"],
    trusting("ref:refs/heads/main", "ref:refs/heads/deploy"),
  ],
  ["accepts what is used", workflow(MAIN, assuming()), []],
  [
    "accepts a branch that a dispatch may start on",
    workflow("workflow_dispatch", assuming()),
    [],
    trusting("ref:refs/heads/deploy"),
  ],
  [
    "accepts the environment",
    workflow(MAIN, assuming(), "environment: production"),
    [],
    trusting("environment:production"),
  ],
  ["assumes that an unknown role may be any role", workflow(MAIN, assuming("${{ secrets.ROLE }}")), []],
  [
    "leaves other repositories alone",
    workflow(MAIN, assuming()),
    [],
    { "main.tf.json": account()["main.tf.json"].replaceAll("octo-org/app", "octo-org/other") },
  ],
])("%s", async (_, text, expected, terraform = account()) =>
  expect(await findings(rule, text, terraform)).toEqual(expected.map((part) => expect.stringContaining(part))),
);
