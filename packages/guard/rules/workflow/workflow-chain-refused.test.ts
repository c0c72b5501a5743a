import { account, allowing, assumedBy, assuming, DEPLOY, findings, MAIN, UPLOAD, workflow } from "./support/testing";
import { workflowChainRefused as rule } from "./workflow-chain-refused";

const CHAIN = workflow(MAIN, assuming() + assuming(UPLOAD, "role-chaining: true"));
const SCRIPT = workflow(
  MAIN,
  `${assuming()}
      - run: |
          TEMP_ROLE=$(aws sts assume-role --role-arn ${UPLOAD} --role-session-name for-build)
          echo "$TEMP_ROLE" | jq -r .Credentials > credentials.json`,
);
const STRANGER = account({ chained: [assumedBy({ AWS: "arn:aws:iam::123456789012:role/other" })] });
const FORBIDDEN = account({ grants: [allowing("sts:AssumeRole", "*", "Deny")] });

it.each<[string, string, string[], Record<string, string>?]>([
  [
    "finds a role that trusts another",
    CHAIN,
    [`error deploy.yml:jobs.build.steps[1]: ${DEPLOY} cannot assume aws_iam_role.upload: `],
    STRANGER,
  ],
  ["finds a caller that may not", CHAIN, ["explicitly denies sts:AssumeRole"], FORBIDDEN],
  ["finds it in a script", SCRIPT, ["error deploy.yml:jobs.build.steps[1]: "], STRANGER],
  [
    "finds a second step without a token, which goes on from the first",
    workflow(MAIN, assuming() + assuming("upload", "role-chaining: true")),
    ["cannot assume aws_iam_role.upload"],
    STRANGER,
  ],
  [
    "finds a role that only GitHub may assume",
    workflow(MAIN, assuming() + assuming(DEPLOY, "role-chaining: true")),
    ["cannot assume aws_iam_role.deploy"],
  ],
  ["accepts both sides", CHAIN, []],
  ["accepts both sides in a script", SCRIPT, []],
])("%s", async (_, text, expected, terraform = account()) =>
  expect(await findings(rule, text, terraform)).toEqual(expected.map((part) => expect.stringContaining(part))),
);
