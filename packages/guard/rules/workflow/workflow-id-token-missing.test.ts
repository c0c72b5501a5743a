import { assuming, findings, MAIN, workflow } from "./support/testing";
import { workflowIdTokenMissing as rule } from "./workflow-id-token-missing";

const permitted = (permissions: string, ofJob = "") =>
  `on: push\n${permissions}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    ${ofJob}\n    steps:${assuming()}\n`;
const calling = (permissions: string) => ({
  "ci.yml": `on: ${MAIN}\njobs:\n  call:\n    uses: ./.github/workflows/reused.yml\n    ${permissions}\n`,
  "reused.yml": `on: workflow_call\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    permissions: {id-token: write}\n    steps:${assuming()}\n`,
});
const FOUND =
  "error deploy.yml:jobs.build.steps[0]: The job build does not have the permission `id-token: write`, so GitHub gives it no token to assume a role with.";

it.each<[string, string | Record<string, string>, string[]]>([
  ["finds no permissions at all", permitted(""), [FOUND]],
  ["finds permissions without it", permitted("permissions: {contents: read}"), [FOUND]],
  ["finds read-all", permitted("permissions: read-all"), [FOUND]],
  ["finds a job that takes it away", permitted("permissions: write-all", "permissions: {contents: read}"), [FOUND]],
  [
    "finds a caller that does not pass it on",
    calling("permissions: {contents: read}"),
    [
      "error reused.yml:jobs.build.steps[0]: The job build does not have the permission `id-token: write` when ci.yml calls it, so GitHub gives it no token to assume a role with.",
    ],
  ],
  [
    "finds a script that fetches a token",
    `on: push\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: curl "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=x" > t\n${assuming("arn:aws:iam::123456789012:role/deploy", "web-identity-token-file: t").slice(1)}\n`,
    [FOUND.replace("steps[0]", "steps[1]")],
  ],
  ["accepts it in the workflow", permitted("permissions: {id-token: write}"), []],
  ["accepts write-all", permitted("permissions: write-all"), []],
  ["accepts it in the job", workflow(MAIN, assuming()), []],
  ["accepts a workflow where the caller passes it on", calling("permissions: {id-token: write}"), []],
  [
    "accepts a workflow where access keys are given",
    `on: push\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:${assuming("arn:aws:iam::123456789012:role/deploy", "aws-access-key-id: ${{ secrets.KEY }}")}\n`,
    [],
  ],
])("%s", async (_, files, expected) => expect(await findings(rule, files)).toEqual(expected));
