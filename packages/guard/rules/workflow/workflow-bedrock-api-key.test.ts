import { findings } from "./support/testing";
import { workflowBedrockApiKey as rule } from "./workflow-bedrock-api-key";

const KEY = "AWS_BEARER_TOKEN_BEDROCK";
const SETS = `sets ${KEY}, which contains a Bedrock API key.`;
const ENV = `{${KEY}: "\${{ secrets.BEDROCK }}"}`;
const workflow = ({ top = "{}", job = "{}", step = "{}", run = "make" }) => `
on: push
env: ${top}
jobs:
  build:
    runs-on: ubuntu-latest
    env: ${job}
    steps:
      - run: |
          ${run}
        env: ${step}
`;

it.each<[string, string, string]>([
  ["of the workflow", workflow({ top: ENV }), "deploy.yml: env"],
  ["of a job", workflow({ job: ENV }), "deploy.yml:jobs.build: env"],
  ["of a step", workflow({ step: ENV }), "deploy.yml:jobs.build.steps[0]: env"],
  ["that a script exports", workflow({ run: `export ${KEY}=$TOKEN` }), "deploy.yml:jobs.build.steps[0]: run"],
  [
    "that a script writes for later steps",
    workflow({ run: `echo "${KEY}=$TOKEN" >> "$GITHUB_ENV"` }),
    "deploy.yml:jobs.build.steps[0]: run",
  ],
])("finds the variable %s", async (_, text, expected) => {
  expect(await findings(rule, text)).toEqual([`warning ${expected} ${SETS}`]);
});

it("finds it in an action of the repository", async () => {
  const action = `runs:\n  using: composite\n  steps:\n    - run: make\n      shell: bash\n      env: ${ENV}\n`;
  const files = { ".github/workflows/deploy.yml": workflow({}), ".github/actions/ask/action.yml": action };
  expect(await findings(rule, files)).toEqual([
    expect.stringMatching(/^warning \.github\/actions\/ask:.*: env sets AWS_BEARER_TOKEN_BEDROCK/),
  ]);
});

it.each([
  ["an empty variable", workflow({ top: `{${KEY}: ""}` })],
  ["a script that takes it away", workflow({ run: `unset ${KEY}` })],
  ["other variables", workflow({ top: "{AWS_REGION: us-east-1}" })],
])("accepts %s", async (_, text) => expect(await findings(rule, text)).toEqual([]));
