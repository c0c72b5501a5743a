import { Cloudtrail, type CloudtrailAdvancedEventSelector } from "@cdktf/provider-aws/lib/cloudtrail";
import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { pinned } from "@openhands-aws/constructs";
import { writeTrail } from "@openhands-aws/constructs/cloudtrail";
import { bucketArn, serviceTrust } from "@openhands-aws/constructs/iam";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Audit } from "../../config/audit";
import type { Config } from "../../config/config";
import { accountOf } from "../account";
import { addLogGroup } from "./log-group";
import { eventsGroup } from "./names";

/**
 * The trail: management events of all regions, among them every read of a parameter and every call of a model, and the data
 * events of the data bucket. Its events are in a log group, too, where the alarms find them.
 * @returns the log group
 */
export function addTrail(
  scope: Construct,
  config: Config,
  audit: Audit,
  bucketPolicy: ITerraformDependable,
): CloudwatchLogGroup {
  const account = accountOf(config);
  const name = eventsGroup(audit);
  const { group, roleArn, ready } = addLogGroup(scope, "audit_trail", {
    name,
    retentionInDays: audit.queryDays,
    writer: {
      name: `${audit.name}-trail`,
      // CloudTrail supports neither aws:SourceArn nor aws:SourceAccount here; only a principal of this account can pass it the role.
      trust: serviceTrust("cloudtrail.amazonaws.com"),
      grants: writeTrail(account, config.bedrock.region, name, "CloudTrail writes the events that the alarms look at"),
    },
  });
  pinned(
    new Cloudtrail(scope, "trail", {
      name: audit.name,
      s3BucketName: audit.bucket,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      cloudWatchLogsGroupArn: `${group.arn}:*`,
      cloudWatchLogsRoleArn: roleArn,
      advancedEventSelector: [
        { name: "Management events", fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }] },
        ...(audit.dataEvents ? [dataEventsOf(bucketArn(account, config.runtime.bucket))] : []),
      ],
      dependsOn: [bucketPolicy, ready],
    }),
    "audit",
  );
  return group;
}

const dataEventsOf = (bucket: string): CloudtrailAdvancedEventSelector => ({
  name: "Objects of the data bucket",
  fieldSelector: [
    { field: "eventCategory", equalTo: ["Data"] },
    { field: "resources.type", equalTo: ["AWS::S3::Object"] },
    { field: "resources.ARN", startsWith: [`${bucket}/`] },
  ],
});
