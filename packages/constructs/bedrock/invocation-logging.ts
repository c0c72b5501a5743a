import { type Account, bucketArn, logGroupArn } from "../iam/arn";
import { serviceTrust } from "../iam/service-trust";
import type { Condition, Grant, ResourceStatement, Trust } from "../iam/statement";

const BEDROCK = "bedrock.amazonaws.com";

const onBehalfOf = ({ partition, id }: Account, region: string): Condition[] => [
  { operator: "StringEquals", key: "aws:SourceAccount", values: [id] },
  { operator: "ArnLike", key: "aws:SourceArn", values: [`arn:${partition}:bedrock:${region}:${id}:*`] },
];

/**
 * Lets Bedrock deliver the invocations of one account and region into a bucket of that region.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 */
export const invocationDelivery = (account: Account, region: string, bucket: string): ResourceStatement => ({
  sid: "DeliverInvocations",
  principal: { type: "Service", arns: [BEDROCK] },
  actions: ["s3:PutObject"],
  resources: [`${bucketArn(account, bucket)}/AWSLogs/${account.id}/BedrockModelInvocationLogs/*`],
  conditions: onBehalfOf(account, region),
});

/** Lets Bedrock assume the role with which it writes the invocations of one account and region. */
export const invocationTrust = (account: Account, region: string): Trust =>
  serviceTrust(BEDROCK, onBehalfOf(account, region));

/** Write the invocations into a log group, into the one stream that Bedrock uses. */
export const writeInvocations = (account: Account, region: string, logGroup: string, why: string): Grant[] => [
  {
    sid: "WriteInvocations",
    why,
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [`${logGroupArn(account, region, logGroup)}:log-stream:aws/bedrock/modelinvocations`],
  },
];
