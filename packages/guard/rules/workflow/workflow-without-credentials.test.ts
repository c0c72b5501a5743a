import { assuming, findings, MAIN, workflow } from "./support/testing";
import { workflowWithoutCredentials as rule } from "./workflow-without-credentials";

const LIST = "\n      - run: aws s3 ls s3://artifacts";

it.each<[string, string, string[]]>([
  [
    "finds a command before the role",
    workflow(MAIN, LIST + assuming()),
    ["error deploy.yml:jobs.build.steps[0]: `aws s3 ls` runs before any step of the job assumes a role."],
  ],
  [
    "finds a login before the role",
    workflow(MAIN, "\n      - uses: aws-actions/amazon-ecr-login@v2"),
    ["`aws-actions/amazon-ecr-login` runs before"],
  ],
  [
    "finds a call that asks for its own identity",
    workflow(MAIN, "\n      - run: aws sts get-caller-identity"),
    ["`aws sts get-caller-identity` runs before"],
  ],
  [
    "finds a role that is assumed under another condition",
    workflow("push", `${assuming()}\n        if: github.ref == 'refs/heads/main'${LIST}`),
    ["`aws s3 ls` runs before"],
  ],
  ["only notes it on a runner of one's own", workflow(MAIN, LIST).replace("ubuntu-24.04", "self-hosted"), ["info "]],
  ["accepts a command after the role", workflow(MAIN, assuming() + LIST), []],
  [
    "accepts access keys of the environment",
    workflow(MAIN, LIST, "env: {AWS_ACCESS_KEY_ID: '${{ secrets.KEY }}'}"),
    [],
  ],
  [
    "accepts commands that need no permission",
    workflow(MAIN, "\n      - run: aws --version && aws s3 ls s3://open --no-sign-request"),
    [],
  ],
])("%s", async (_, text, expected) =>
  expect(await findings(rule, text)).toEqual(expected.map((part) => expect.stringContaining(part))),
);
