import { invocationDelivery } from "@openhands-aws/constructs/bedrock";
import { trailDelivery } from "@openhands-aws/constructs/cloudtrail";
import { PrivateBucket } from "@openhands-aws/constructs/s3";
import { NoticeTopic } from "@openhands-aws/constructs/sns";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Audit } from "../config/audit";
import type { Config } from "../config/config";
import { accountOf } from "./account";
import { addAwsProvider } from "./base-stack";
import { addAlarms } from "./openhands-audit/alarms";
import { addBudget } from "./openhands-audit/budget";
import { addDashboard } from "./openhands-audit/dashboard";
import { addDataBucket, RESTORABLE_DAYS } from "./openhands-audit/data-bucket";
import { addInvocationLogs } from "./openhands-audit/invocation-logs";
import { ownTrail } from "./openhands-audit/names";
import { addTrail } from "./openhands-audit/trail";
import { StateStack } from "./state-stack";

/**
 * State `openhands-audit`: who used what, and who is told. It is in Bedrock's region, where Bedrock's logs and metrics are:
 * Bedrock logs only into its own region, an alarm and its topic share one, and a trail of all regions can live in any. Only
 * the data bucket and its access logs are in `aws.region`.
 */
export class OpenhandsAuditStack extends StateStack {
  constructor(scope: Construct, id: string, config: Config, audit: Audit) {
    super(scope, id, config);
    const { region } = config.bedrock;
    addAwsProvider(this, config, region);
    this.requireProvider("aws", config.terraform.awsProvider);

    const account = accountOf(config);
    addDataBucket(this, config, audit);
    const { policy } = new PrivateBucket(this, "audit_logs", {
      account,
      name: audit.bucket,
      keepDays: audit.keepDays,
      keepNoncurrentDays: RESTORABLE_DAYS.log,
      statements: [
        ...trailDelivery(account, audit.bucket, ownTrail(config, audit)),
        invocationDelivery(account, region, audit.bucket),
      ],
    });
    const events = addTrail(this, config, audit, policy);
    addInvocationLogs(this, config, audit, policy);

    const topic = new NoticeTopic(this, "audit", { account, region, name: audit.name, emails: audit.emails });
    addAlarms(this, config, audit, events, topic.arn);
    addDashboard(this, config, audit);
    addBudget(this, audit, topic);
    new TerraformOutput(this, "topic_arn", { value: topic.arn, description: "Topic of the alarms and the budget" });
  }
}
