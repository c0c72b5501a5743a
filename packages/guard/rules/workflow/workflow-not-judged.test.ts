import { assuming, MAIN, said, workflow } from "./support/testing";
import { workflowNotJudged as rule } from "./workflow-not-judged";

it.each<[string, string, string[]]>([
  [
    "tells of a role in a secret",
    workflow(MAIN, assuming("${{ secrets.AWS_ROLE_ARN }}")),
    ["info deploy.yml:jobs.build.steps[0]: Which role <unknown> is, is not known here."],
  ],
  [
    "tells of a command that it does not know",
    workflow(MAIN, `${assuming()}\n      - run: aws lambda invoke --function-name f out`),
    ["What `aws lambda invoke` needs is not known here: it is not judged."],
  ],
  [
    "tells of access keys",
    workflow(MAIN, assuming(undefined, "aws-access-key-id: '${{ secrets.KEY }}'")),
    ["it begins with access keys."],
  ],
  [
    "tells of an action of the repository",
    workflow(MAIN, "\n      - uses: ./.github/actions/login"),
    ["What ./.github/actions/login does is not followed"],
  ],
  [
    "tells of another repository's workflow",
    `on: push\npermissions: write-all\njobs:\n  call:\n    uses: octo-org/ci/.github/workflows/x.yml@v1\n`,
    ["deploy.yml:jobs.call: It calls octo-org/ci/.github/workflows/x.yml@v1, which is not among these files"],
  ],
  [
    "tells of a reusable workflow that nobody calls",
    workflow("workflow_call", assuming()),
    ["deploy.yml:on.workflow_call: No workflow here calls it"],
  ],
  [
    "tells of a script for another shell",
    workflow(MAIN, `\n      - shell: pwsh\n        run: aws s3 ls`),
    ["A script for pwsh is not read."],
  ],
  [
    "tells of what GitHub does not run",
    "name: x\n",
    ["deploy.yml: GitHub does not run it: it has no `on`.", "it has no jobs."],
  ],
  ["tells nothing of what it knows", workflow(MAIN, `${assuming()}\n      - run: aws s3 cp x s3://artifacts/x`), []],
])("%s", async (_, text, expected) =>
  expect(await said(rule, text)).toEqual(expected.map((part) => expect.stringContaining(part))),
);
