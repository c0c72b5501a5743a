import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeEmbedded } from "./support/embedded";
import { Workspace } from "./support/workspace";

const STACK = "openhands-audit";
const OPERATOR = { externalSecrets: { role: "eso" } };
const KNOWN = {
  addresses: ["203.0.113.0/24", "198.51.100.4/30"],
  principals: ["arn:aws:iam::123456789012:role/ci/terraform"],
};
const PRICES = { "anthropic.claude-sonnet-4-6": { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 } };

/** Everything that it creates by default, with the data bucket. */
const COMPLETE = {
  bucket: "octo-org-audit",
  dataBucket: "create",
  known: KNOWN,
  emails: ["oncall@example.com"],
  prices: PRICES,
};
/** What an installation with a bucket of its own and without data events has instead. */
const ACCESS_LOGS = {
  bucket: "octo-org-audit",
  dataEvents: false,
  accessLogBucket: "octo-org-access",
  prompts: true,
  known: KNOWN,
  budget: { services: ["Amazon Bedrock"] },
};

describeEmbedded("the stack openhands-audit", () => {
  const open: Workspace[] = [];
  const workspaceWith = async (audit: object) => {
    const workspace = await Workspace.open();
    open.push(workspace);
    await workspace.export({ tags: { system: "openhands" }, ...OPERATOR, audit });
    await workspace.terraform(STACK).init();
    return workspace;
  };
  const expectNoChanges = async (workspace: Workspace) => {
    const { code, text } = await workspace.terraform(STACK).plan();
    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining("No changes") });
  };

  // The provider waits 55 seconds for each lifecycle configuration, all at once: the other test runs meanwhile.
  let applied: Promise<Workspace>;
  beforeAll(async () => {
    const workspace = await workspaceWith(COMPLETE);
    applied = workspace
      .terraform(STACK)
      .apply()
      .then(() => workspace);
    applied.catch(() => {}); // The test that waits for it reports it.
  }, 60_000);
  afterAll(async () => {
    for (const workspace of open) await workspace.close();
  });

  it("applies with the access logs of a bucket that exists, and plans no changes", async () => {
    const workspace = await workspaceWith(ACCESS_LOGS);
    await workspace.aws.createBucket("openhands-data", "ap-northeast-1");
    withoutLifecycles(workspace);
    const terraform = workspace.terraform(STACK);
    await terraform.apply();
    await expectNoChanges(workspace);
    const addresses = await terraform.addresses();
    expect(addresses).toContain("aws_s3_bucket_logging.openhands_data");
    expect(addresses).not.toContain("aws_s3_bucket.openhands_data");
  }, 120_000);

  it("applies to an empty account with the data bucket, and plans no changes", async () => {
    const workspace = await applied;
    await expectNoChanges(workspace);
    const types = (await workspace.terraform(STACK).addresses()).map((address) => address.split(".")[0]);
    const count = (type: string) => types.filter((one) => one === type).length;
    expect({
      trails: count("aws_cloudtrail"),
      alarms: count("aws_cloudwatch_metric_alarm"),
      budgets: count("aws_budgets_budget"),
      topics: count("aws_sns_topic"),
      buckets: count("aws_s3_bucket"),
      lifecycles: count("aws_s3_bucket_lifecycle_configuration"),
    }).toEqual({ trails: 1, alarms: 4, budgets: 1, topics: 1, buckets: 2, lifecycles: 2 });
  }, 120_000);
});

/** What the provider waits for in the other test is left out. */
function withoutLifecycles(workspace: Workspace): void {
  const none = Object.fromEntries(["audit_logs", "access_logs"].map((label) => [label, { count: 0 }]));
  const override = { resource: { aws_s3_bucket_lifecycle_configuration: none } };
  writeFileSync(join(workspace.stackDirectory(STACK), "no_lifecycles_override.tf.json"), JSON.stringify(override));
}
