import { account, assuming, findings, MAIN, trustingSubjects, workflow } from "./support/testing";
import { workflowRefused as rule } from "./workflow-refused";

const ENVIRONMENT = account({ trust: [trustingSubjects("environment:production")] });
const TAGS = account({ trust: [trustingSubjects("ref:refs/tags/v*")] });
const OTHERS = { "main.tf.json": account()["main.tf.json"].replaceAll("octo-org/app", "octo-org/other") };
const PULLS = account({ trust: [trustingSubjects("pull_request")] });

it.each<[string, string, string[], Record<string, string>?]>([
  [
    "finds the wrong branch",
    workflow("{push: {branches: [deploy]}}", assuming()),
    [
      'error deploy.yml:jobs.build.steps[0]: aws_iam_role.deploy refuses every run (a push to refs/heads/deploy): condition StringLike token.actions.githubusercontent.com:sub "repo:octo-org/app:ref:refs/heads/main" does not match "repo:octo-org/app:ref:refs/heads/deploy"',
    ],
  ],
  [
    "finds branches beside the right one",
    workflow("{push: {branches: [main, 'release/**']}}", assuming()),
    [
      "warning deploy.yml:jobs.build.steps[0]: aws_iam_role.deploy refuses a push to refs like refs/heads/release/x, but accepts a push to refs/heads/main:",
    ],
  ],
  [
    "finds pushes without a filter",
    workflow("push", assuming()),
    [
      "warning deploy.yml:jobs.build.steps[0]: aws_iam_role.deploy refuses a push to any other branch and a push to any tag",
    ],
  ],
  [
    "finds a dispatch, which may start on any branch",
    workflow("{push: {branches: [main]}, workflow_dispatch: }", assuming()),
    [
      "warning deploy.yml:jobs.build.steps[0]: aws_iam_role.deploy refuses a dispatch on any other branch and a dispatch on any tag, but accepts a push to refs/heads/main and a dispatch on refs/heads/main:",
    ],
  ],
  [
    "finds pull requests",
    workflow("pull_request", assuming()),
    ["error deploy.yml:jobs.build.steps[0]: aws_iam_role.deploy refuses every run (pull_request from a branch)"],
  ],
  [
    "finds pull requests beside pushes",
    workflow(
      "[push, pull_request]",
      assuming(),
      "if: github.event_name == 'pull_request' || github.ref == 'refs/heads/main'",
    ),
    ["refuses pull_request from a branch, but accepts a push to refs/heads/main"],
  ],
  [
    "finds an environment that replaces the branch",
    workflow(MAIN, assuming(), "environment: production"),
    ["refuses every run (a push to refs/heads/main in the environment production)"],
  ],
  ["finds the wrong environment", workflow(MAIN, assuming(), "environment: {name: staging}"), ["error"], ENVIRONMENT],
  ["finds a missing environment", workflow(MAIN, assuming()), ["error"], ENVIRONMENT],
  ["finds a tag that the pattern leaves out", workflow("{push: {tags: ['release-*']}}", assuming()), ["error"], TAGS],
  [
    "finds the wrong audience",
    workflow(MAIN, assuming(undefined, "audience: https://github.com/octo-org")),
    [
      'the provider token.actions.githubusercontent.com accepts tokens for "sts.amazonaws.com", but this one is for "https://github.com/octo-org"',
    ],
  ],
  [
    "finds a token that was fetched without its audience",
    workflow(
      MAIN,
      `\n      - run: |\n          curl -H "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" "$ACTIONS_ID_TOKEN_REQUEST_URL" | jq -r .value > t${assuming(undefined, "web-identity-token-file: t")}`,
    ),
    ['this one is for "https://github.com/octo-org"'],
  ],
  [
    "finds it where the SDK exchanges the token",
    workflow(
      MAIN,
      `
      - run: |
          echo AWS_ROLE_ARN=arn:aws:iam::123456789012:role/deploy >> $GITHUB_ENV
          echo "AWS_WEB_IDENTITY_TOKEN_FILE=/tmp/t" >> "$GITHUB_ENV"
          curl "$ACTIONS_ID_TOKEN_REQUEST_URL" > /tmp/t
      - run: aws sts get-caller-identity`,
    ),
    ["error deploy.yml:jobs.build.steps[1]: aws_iam_role.deploy refuses"],
  ],
  [
    "finds it where the CLI exchanges the token",
    workflow(
      MAIN,
      `
      - run: |
          token=$(curl "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=other" | jq -r .value)
          aws sts assume-role-with-web-identity --role-arn arn:aws:iam::123456789012:role/deploy \\
            --role-session-name x --web-identity-token "$token"`,
    ),
    ['this one is for "other"'],
  ],
  [
    "finds a schedule, which runs on the default branch",
    workflow("{schedule: [{cron: 0 0 * * *}]}", assuming()),
    ["error"],
    TAGS,
  ],
  ["finds a merge queue", workflow("merge_group", assuming()), ["error"]],
  ["finds another repository's role", workflow(MAIN, assuming()), ["error"], OTHERS],

  ["accepts the branch", workflow(MAIN, assuming()), []],
  [
    "accepts a dispatch that a condition holds to the branch",
    workflow("workflow_dispatch", assuming(), "if: github.ref == 'refs/heads/main'"),
    [],
  ],
  [
    "accepts a condition of the step",
    workflow(
      "workflow_dispatch",
      `${assuming()}\n        if: github.ref_name == 'main' && github.ref_type == 'branch'`,
    ),
    [],
  ],
  [
    "accepts a condition of a job that is needed",
    `on: workflow_dispatch
jobs:
  check:
    runs-on: ubuntu-24.04
    if: \${{ github.ref == 'refs/heads/main' }}
    steps: [{run: "true"}]
  build:
    needs: check
    runs-on: ubuntu-24.04
    permissions: {id-token: write}
    steps:${assuming()}
`,
    [],
  ],
  [
    "accepts a dispatch in an environment",
    workflow("workflow_dispatch", assuming(), "environment: production"),
    [],
    ENVIRONMENT,
  ],
  ["accepts tags", workflow("{push: {tags: ['v*.*.*']}}", assuming()), [], TAGS],
  ["accepts the schedule", workflow("{schedule: [{cron: 0 0 * * *}]}", assuming()), []],
  ["accepts pull requests; a fork's get no token anyway", workflow("pull_request", assuming()), [], PULLS],
  [
    "ignores an environment that is not known",
    workflow(MAIN, assuming(), "environment: '${{ vars.STAGE }}'"),
    [],
    ENVIRONMENT,
  ],
  ["ignores a job without the permission", workflow("workflow_dispatch", assuming()).replace("write", "none"), []],
])("%s", async (_, text, expected, terraform = account()) =>
  expect(await findings(rule, text, terraform)).toEqual(expected.map((part) => expect.stringContaining(part))),
);

it("checks a reusable workflow with the claims of its callers", async () => {
  const reused = `on: {workflow_call: {inputs: {stage: {type: string}}}}
jobs:
  build:
    runs-on: ubuntu-24.04
    environment: \${{ inputs.stage }}
    steps:${assuming()}
`;
  const caller = (stage: string) =>
    `on: ${MAIN}\npermissions: {id-token: write}\njobs:\n  call:\n    uses: ./.github/workflows/reused.yml\n    with: {stage: ${stage}}\n`;
  const found = (stage: string) => findings(rule, { "ci.yml": caller(stage), "reused.yml": reused }, ENVIRONMENT);
  expect(await found("production")).toEqual([]);
  expect(await found("staging")).toEqual([
    expect.stringContaining(
      "error reused.yml:jobs.build.steps[0]: aws_iam_role.deploy refuses every run (a push to refs/heads/main in the environment staging):",
    ),
  ]);
});

it("accepts either form of the subject", async () => {
  const immutable = JSON.parse(account()["main.tf.json"].replaceAll("repo:octo-org/app:", "repo:octo-org@1/app@2:"));
  expect(await findings(rule, workflow(MAIN, assuming()), { "main.tf.json": JSON.stringify(immutable) })).toEqual([]);
});
