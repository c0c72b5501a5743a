import { assuming, findings, MAIN, workflow } from "./support/testing";
import { workflowNotJudged as rule } from "./workflow-not-judged";

it.each<[string, string, string[]]>([
  [
    "reports a role in a secret",
    workflow(MAIN, assuming("${{ secrets.AWS_ROLE_ARN }}")),
    ["info deploy.yml:jobs.build.steps[0]: Could not determine which role ${{ secrets.AWS_ROLE_ARN }} is."],
  ],
  [
    "reports a command that it does not know",
    workflow(MAIN, `${assuming()}\n      - run: aws lambda invoke --function-name f out`),
    ["The permissions needed by `aws lambda invoke` are not in our table, so the step was not checked."],
  ],
  [
    "reports access keys",
    workflow(MAIN, assuming(undefined, "aws-access-key-id: '${{ secrets.KEY }}'")),
    ["are not known: the step uses access keys."],
  ],
  [
    "reports an action of the repository",
    workflow(MAIN, "\n      - uses: ./.github/actions/login"),
    ["./.github/actions/login was not checked, and it may change the credentials: it was not found."],
  ],
  [
    "reports another repository's workflow",
    `on: push\npermissions: write-all\njobs:\n  call:\n    uses: octo-org/ci/.github/workflows/x.yml@v1\n`,
    [
      "deploy.yml:jobs.call: It calls octo-org/ci/.github/workflows/x.yml@v1, which was not checked and may request OIDC tokens",
    ],
  ],
  [
    "reports a reusable workflow that no workflow calls",
    workflow("workflow_call", assuming()),
    ["deploy.yml:on.workflow_call: No workflow here calls it"],
  ],
  [
    "reports a script for another shell",
    workflow(MAIN, `\n      - shell: pwsh\n        run: aws s3 ls`),
    ["The script was not checked: scripts for pwsh are not read."],
  ],
  [
    "reports what GitHub does not run",
    "name: x\n",
    ["deploy.yml: GitHub does not run this workflow: it has no `on`.", "it has no jobs."],
  ],
  [
    "reports nothing about what it knows",
    workflow(MAIN, `${assuming()}\n      - run: aws s3 cp x s3://artifacts/x`),
    [],
  ],
])("%s", async (_, text, expected) =>
  expect(await findings(rule, text)).toEqual(expected.map((part) => expect.stringContaining(part))),
);
