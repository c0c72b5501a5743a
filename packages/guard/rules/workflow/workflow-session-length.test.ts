import { account, assuming, findings, MAIN, UPLOAD, workflow } from "./support/testing";
import { workflowSessionLength as rule } from "./workflow-session-length";

const lasting = (seconds: string) => workflow(MAIN, assuming(undefined, `role-duration-seconds: ${seconds}`));
const chained = (seconds: number) =>
  workflow(MAIN, assuming() + assuming(UPLOAD, `role-chaining: true\n          role-duration-seconds: ${seconds}`));

it.each<[string, string, string[], number?]>([
  [
    "finds more than the role's limit",
    lasting("7200"),
    [
      "error deploy.yml:jobs.build.steps[0]: The step requests 7200 seconds; max_session_duration of aws_iam_role.deploy is 3600.",
    ],
  ],
  [
    "finds more than a limit that is raised",
    lasting("10000"),
    ["max_session_duration of aws_iam_role.deploy is 7200"],
    7200,
  ],
  ["finds less than AWS gives", lasting("60"), ["The step requests 60 seconds; AWS allows at least 900."]],
  [
    "finds a chained role's longer session",
    chained(7200),
    ["steps[1]: The step requests 7200 seconds with the credentials of a role"],
  ],
  [
    "finds the six hours of an old version with a token file",
    workflow(MAIN, assuming(undefined, "web-identity-token-file: t")).replace("@v6", "@v2"),
    ["The step requests 21600 seconds"],
  ],
  [
    "finds the six hours where a comment says the version",
    workflow(MAIN, assuming(undefined, "web-identity-token-file: t")).replace("@v6", `@${"0".repeat(40)} # v3.0.2`),
    ["The step requests 21600 seconds"],
  ],
  [
    "finds them in the CLI's call",
    workflow(
      MAIN,
      `${assuming()}\n      - run: aws sts assume-role --role-arn ${UPLOAD} --role-session-name x --duration-seconds 43200`,
    ),
    ["43200"],
  ],
  ["accepts what the limit allows", lasting("7200"), [], 7200],
  ["accepts the default", workflow(MAIN, assuming()), []],
  ["accepts the token file of a new version", workflow(MAIN, assuming(undefined, "web-identity-token-file: t")), []],
  ["accepts an hour of a chained role", chained(3600), []],
  ["ignores what is only known in the run", lasting("${{ inputs.seconds }}"), []],
])("%s", async (_, text, expected, longest = undefined) =>
  expect(await findings(rule, text, account({ longest }))).toEqual(
    expected.map((part) => expect.stringContaining(part)),
  ),
);
