import { BedrockModelInvocationLoggingConfiguration } from "@cdktf/provider-aws/lib/bedrock-model-invocation-logging-configuration";
import { pinned } from "@openhands-aws/constructs";
import { invocationTrust, writeInvocations } from "@openhands-aws/constructs/bedrock";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Audit } from "../../config/audit";
import type { Config } from "../../config/config";
import { accountOf } from "../account";
import { addLogGroup } from "./log-group";
import { invocationsGroup } from "./names";

/**
 * Bedrock's invocation logs, in the bucket to be kept and in a log group to be queried. An account has one such setting in
 * each region.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 */
export function addInvocationLogs(
  scope: Construct,
  config: Config,
  audit: Audit,
  bucketPolicy: ITerraformDependable,
): void {
  const account = accountOf(config);
  const { region } = config.bedrock;
  const name = invocationsGroup(audit);
  const { group, roleArn, ready } = addLogGroup(scope, "audit_bedrock", {
    name,
    retentionInDays: audit.queryDays,
    writer: {
      name: `${audit.name}-bedrock`,
      trust: invocationTrust(account, region),
      grants: writeInvocations(
        account,
        region,
        name,
        "Bedrock logs who calls which model, and how many tokens it takes",
      ),
    },
  });
  const bucketName = audit.bucket;
  pinned(
    new BedrockModelInvocationLoggingConfiguration(scope, "invocations", {
      loggingConfig: [
        {
          textDataDeliveryEnabled: audit.prompts,
          imageDataDeliveryEnabled: audit.prompts,
          embeddingDataDeliveryEnabled: audit.prompts,
          videoDataDeliveryEnabled: audit.prompts,
          s3Config: [{ bucketName }],
          cloudwatchConfig: [
            {
              logGroupName: group.name,
              roleArn,
              // A log event holds 100 KB; what is longer goes here.
              largeDataDeliveryS3Config: audit.prompts ? [{ bucketName }] : undefined,
            },
          ],
        },
      ],
      dependsOn: [bucketPolicy, ready],
    }),
    "audit",
  );
}
