import { BedrockModelInvocationLoggingConfiguration } from "@cdktf/provider-aws/lib/bedrock-model-invocation-logging-configuration";
import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { synthesizeAll } from "../main";
import { testConfig } from "../tools/test-config";

const OPERATOR = "externalSecrets: {role: eso}\n";
const synth = (audit = "", more = "") => {
  const config = testConfig(`${OPERATOR}${more}\naudit: {bucket: octo-org-audit${audit}}`, "openhands.yaml");
  return JSON.stringify(synthesizeAll(config).get("openhands-audit"));
};
const ACCESS_LOGS = ", dataEvents: false, accessLogBucket: octo-org-access";
const eventsOf = (json: string) =>
  JSON.parse(json).resource[Cloudtrail.tfResourceType].audit.advanced_event_selector.map(
    ({ field_selector }: { field_selector: { field: string }[] }) => field_selector,
  );

it("exists only if the config asks for it", () => {
  expect([...synthesizeAll(testConfig("", "openhands.yaml")).keys()]).toEqual(["openhands"]);
  const config = testConfig(`${OPERATOR}audit: {bucket: octo-org-audit}`, "openhands.yaml");
  expect([...synthesizeAll(config).keys()]).toEqual(["openhands", "openhands-audit"]);
});

it("changes nothing in the other stacks", () => {
  const openhands = (yaml: string) => synthesizeAll(testConfig(yaml, "openhands.yaml")).get("openhands");
  expect(openhands(`${OPERATOR}audit: {bucket: octo-org-audit}`)).toEqual(openhands(OPERATOR));
});

it("records management events of every region, and can prove that no file was changed", () => {
  expect(synth()).toHaveResourceWithProperties(Cloudtrail, {
    is_multi_region_trail: true,
    include_global_service_events: true,
    enable_log_file_validation: true,
  });
  expect(eventsOf(synth())).toContainEqual([{ field: "eventCategory", equals: ["Management"] }]);
});

it("records the objects of the data bucket, or has S3 log the access to it", () => {
  const objects = expect.arrayContaining([{ field: "resources.ARN", starts_with: ["arn:aws:s3:::openhands-data/"] }]);
  expect(eventsOf(synth())).toContainEqual(objects);
  expect(synth()).not.toHaveResource(S3BucketLoggingA);
  expect(eventsOf(synth(ACCESS_LOGS))).not.toContainEqual(objects);
  expect(synth(ACCESS_LOGS)).toHaveResourceWithProperties(S3BucketLoggingA, {
    bucket: "openhands-data",
    target_bucket: "octo-org-access",
    target_prefix: "openhands-data/",
  });
});

it("creates the data bucket only if it is told to, in the region of the runtime", () => {
  const bucketsOf = (json: string) => JSON.parse(json).resource.aws_s3_bucket;
  expect(Object.keys(bucketsOf(synth()))).toEqual(["audit_logs"]);
  const { openhands_data, audit_logs } = bucketsOf(synth(", dataBucket: create"));
  expect(openhands_data).toEqual({ bucket: "openhands-data", provider: "aws.data" });
  expect(audit_logs).not.toHaveProperty("provider");
});

it("needs one provider where everything is in one region", () => {
  const json = JSON.parse(synth(`${ACCESS_LOGS}, dataBucket: create`, "aws: {region: us-west-2}"));
  expect(json.provider.aws).toHaveLength(1);
  expect(JSON.stringify(json.resource)).not.toContain("aws.data");
});

it("logs no prompts unless it is told to", () => {
  const logged = (prompts: boolean) =>
    expect(synth(prompts ? ", prompts: true" : "")).toHaveResourceWithProperties(
      BedrockModelInvocationLoggingConfiguration,
      {
        logging_config: [
          expect.objectContaining({
            text_data_delivery_enabled: prompts,
            image_data_delivery_enabled: prompts,
            embedding_data_delivery_enabled: prompts,
            video_data_delivery_enabled: prompts,
          }),
        ],
      },
    );
  logged(false);
  logged(true);
});

it("has four alarms, all of which send a notice", () => {
  const alarms = JSON.parse(synth()).resource.aws_cloudwatch_metric_alarm as Record<string, object>;
  expect(Object.keys(alarms).sort()).toEqual(["denied_web_identity", "key_use", "throttles", "tokens"]);
  for (const alarm of Object.values(alarms))
    expect(alarm).toMatchObject({ alarm_actions: ["${aws_sns_topic.audit.arn}"], treat_missing_data: "notBreaching" });
});

it("says which addresses are too many for a pattern", () => {
  const ranges = Array.from({ length: 30 }, (_, index) => `203.0.113.${index * 4}/30`).join(", ");
  expect(() => synth(`, known: {addresses: [${ranges}]}`)).toThrow(
    /pattern of aws_cloudwatch_log_metric_filter\.key_address is \d+ characters long; CloudWatch accepts 1024\. Use fewer/,
  );
});

it("counts the whole account against the budget, or the services that are named", () => {
  const budget = (more: string) => JSON.parse(synth(more)).resource[BudgetsBudget.tfResourceType].audit;
  expect(budget("")).toMatchObject({ limit_amount: "200", time_unit: "MONTHLY" });
  expect(budget("")).not.toHaveProperty("cost_filter");
  expect(budget(", budget: {services: [Amazon Bedrock]}").cost_filter).toEqual([
    { name: "Service", values: ["Amazon Bedrock"] },
  ]);
});

it("shows the cost of a model that has a price", () => {
  const body = (more: string) =>
    JSON.parse(synth(more)).resource.aws_cloudwatch_dashboard.audit.dashboard_body as string;
  expect(body("")).not.toContain("Estimated cost");
  const priced = body(", prices: {anthropic.claude-sonnet-4-6: {input: 3, output: 15}}");
  expect(priced).toContain("us.anthropic.claude-sonnet-4-6");
  expect(priced).toContain("(FILL(input_0, 0) * 3 + FILL(output_0, 0) * 15 + FILL(cache_read_0, 0) * 0 + ");
});
