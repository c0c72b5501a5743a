import { z } from "zod";
import { name } from "../name";
import { BucketName, ModelId, PrincipalArn } from "../names";
import { SourceAddresses } from "./source-addresses";

/** The beginning of every name that the stack gives: AWS's limits for a trail's are the narrowest. */
const AuditName = name(
  /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
  "a name of lower-case letters and digits with single - between them, beginning with a letter",
  40,
);
const Email = name(
  /^[^\s@"\\${}]+@[^\s@"\\${}]+\.[^\s@"\\${}]+$/,
  "an e-mail address, such as oncall@example.com",
  254,
);
const ServiceName = name(
  /^[^"\\${}\p{Cc}]+$/u,
  "a service's name as Cost Explorer shows it, such as Amazon Bedrock",
  128,
);

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTIONS = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
] as const;

const whole = (unit: string, min: number, max: number) => {
  const error = `must be a whole number of ${unit}, ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
};
const MOST_DAYS = 3653;
const DATE_OF_PRICE = "https://aws.amazon.com/bedrock/pricing/";
const dollars = z.number({ error: "must be a number of US dollars" }).nonnegative({ error: "must not be negative" });

const Known = z
  .strictObject({
    principals: z
      .array(PrincipalArn)
      .default([])
      .describe(
        "Roles and users that may read the access key from the Parameter Store without an alarm, in addition to those of externalSecrets: such as the one that runs Terraform. https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
      ),
    addresses: SourceAddresses.optional().describe(
      "Ranges of IPv4 addresses from which the access key may be used without an alarm. Default: bedrock.sourceAddresses; without any, its use from anywhere raises none.",
    ),
  })
  .prefault({})
  .describe("Who uses the access key, and from where; anyone else raises an alarm.");

const Alarms = z
  .strictObject({
    keyUses: whole("uses", 1, 1_000_000)
      .default(1)
      .describe(
        "Uses of the access key from an unknown address, or reads of it by an unknown principal, in 5 minutes that raise an alarm.",
      ),
    deniedWebIdentities: whole("attempts", 1, 1_000_000)
      .default(1)
      .describe(
        "Denied sts:AssumeRoleWithWebIdentity in 5 minutes that raise an alarm. https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html",
      ),
    tokensPerHour: whole("tokens", 1, 1_000_000_000_000)
      .default(10_000_000)
      .describe(
        "Tokens of all models in an hour, input, output and both of the cache, that raise an alarm. https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html",
      ),
    throttles: whole("throttled calls", 1, 1_000_000)
      .default(20)
      .describe(
        "Throttled calls of all models in 5 minutes that raise an alarm. https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html",
      ),
  })
  .prefault({})
  .describe("What raises an alarm.");

const percent = (what: string) =>
  whole("percent", 1, 1000).describe(
    `${what}, in percent of the limit, that sends a notice. https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create.html`,
  );

const Budget = z
  .strictObject({
    monthlyUsd: whole("US dollars", 1, 100_000_000).default(200).describe("The limit, in US dollars a month."),
    services: z
      .array(ServiceName)
      .default([])
      .describe(
        "The services that count, as Cost Explorer names them; without any, the whole account. AWS bills Claude under names of its own, not as Amazon Bedrock. https://docs.aws.amazon.com/cost-management/latest/userguide/ce-filtering.html",
      ),
    actualPercent: percent("Cost so far this month").default(80),
    forecastPercent: percent("AWS's forecast for the month").default(100),
  })
  .prefault({})
  .describe("The budget.");

const Price = z.strictObject({
  input: dollars.describe(`US dollars for a million input tokens. Required. ${DATE_OF_PRICE}`),
  output: dollars.describe(`US dollars for a million output tokens. Required. ${DATE_OF_PRICE}`),
  cacheRead: dollars
    .default(0)
    .describe(`US dollars for a million tokens read from the prompt cache. ${DATE_OF_PRICE}`),
  cacheWrite: dollars
    .default(0)
    .describe(`US dollars for a million tokens written to the prompt cache. ${DATE_OF_PRICE}`),
});

export const Audit = z.strictObject({
  name: AuditName.default("openhands-audit").describe(
    "The beginning of every name in AWS: trail, roles, log groups, alarms, topic, budget. Changing it replaces them.",
  ),
  bucket: BucketName.describe(
    "The bucket of the trail and of Bedrock's invocation logs. The stack creates it in bedrock.region. Required.",
  ),
  keepDays: whole("days", 1, MOST_DAYS).default(365).describe("Days until a log in a bucket expires."),
  queryDays: z
    .literal(RETENTIONS, { error: `must be one of ${RETENTIONS.join(", ")} days, which CloudWatch Logs accepts` })
    .default(90)
    .describe(
      "Days until an event in CloudWatch Logs expires. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
    ),
  dataBucket: z
    .enum(["existing", "create"])
    .default("existing")
    .describe("create: the stack creates runtime.bucket, private and versioned. existing: it is there already."),
  dataEvents: z
    .boolean({ error: "must be true or false" })
    .default(true)
    .describe(
      "Whether the trail records each read and write of an object in runtime.bucket. Without, S3 writes access logs into accessLogBucket. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
    ),
  accessLogBucket: BucketName.optional().describe(
    "The bucket of the access logs, which the stack creates in aws.region, where runtime.bucket is. Required with dataEvents: false. Leave it out otherwise. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
  ),
  prompts: z
    .boolean({ error: "must be true or false" })
    .default(false)
    .describe(
      "Whether Bedrock's invocation logs contain what was asked and answered. Without, they contain who called which model, when, and the tokens. https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html",
    ),
  known: Known,
  alarms: Alarms,
  budget: Budget,
  emails: z
    .array(Email)
    .default([])
    .describe("E-mail addresses that get the alarms and the budget's notices. AWS asks each to confirm."),
  prices: z
    .record(ModelId, Price)
    .default({})
    .describe(
      "Prices of models in bedrock.models, by id: the dashboard then shows their cost as an estimate. Without a price it shows the tokens only.",
    ),
});
export type Audit = z.infer<typeof Audit>;
