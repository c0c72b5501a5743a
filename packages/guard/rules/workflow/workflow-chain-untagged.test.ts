import { account, allowing, assumedBy, assuming, DEPLOY, findings, MAIN, UPLOAD, workflow } from "./support/testing";
import { workflowChainUntagged as rule } from "./workflow-chain-untagged";

const chain = (inputs = "") => workflow(MAIN, assuming() + assuming(UPLOAD, `role-chaining: true${inputs}`));
const BOTH = account({
  grants: [allowing("sts:TagSession", UPLOAD)],
  chained: [assumedBy({ AWS: DEPLOY }, undefined, ["sts:AssumeRole", "sts:TagSession"])],
});
const POLICY_ONLY = account({ grants: [allowing("sts:TagSession", UPLOAD)] });
const script = (option = "") =>
  workflow(
    MAIN,
    `${assuming()}\n      - run: aws sts assume-role --role-arn ${UPLOAD} --role-session-name for-build${option}`,
  );

it.each<[string, string, string[], Record<string, string>?]>([
  [
    "finds tags that neither side allows",
    chain(),
    [
      `error deploy.yml:jobs.build.steps[1]: ${DEPLOY} can assume aws_iam_role.upload only without session tags, but the step sends some.`,
    ],
  ],
  ["finds tags that one side allows", chain(), ["only without session tags"], POLICY_ONLY],
  ["finds tags of the CLI", script(" --tags Key=a,Value=b"), ["only without session tags"]],
  ["accepts a workflow where the step sends none", chain("\n          role-skip-session-tagging: true"), []],
  ["accepts a workflow where both sides allow them", chain(), [], BOTH],
  ["accepts the CLI, which sends none", script(), []],
  ["accepts a token, which is exchanged without tags", workflow(MAIN, assuming()), []],
])("%s", async (_, text, expected, terraform = account()) =>
  expect(await findings(rule, text, terraform)).toEqual(expected.map((part) => expect.stringContaining(part))),
);
