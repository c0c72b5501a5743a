import { type Account, bucketArn, logGroupArn } from "../iam/arn";
import type { Grant, ResourceStatement } from "../iam/statement";

const CLOUDTRAIL = { type: "Service", arns: ["cloudtrail.amazonaws.com"] } as const;

/**
 * Lets CloudTrail deliver one trail into a bucket, and no other trail.
 * @param trail its ARN
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function trailDelivery(account: Account, bucket: string, trail: string): ResourceStatement[] {
  const ofTrail = { operator: "StringEquals", key: "aws:SourceArn", values: [trail] } as const;
  return [
    {
      sid: "CheckAclForTrail",
      principal: CLOUDTRAIL,
      actions: ["s3:GetBucketAcl"],
      resources: [bucketArn(account, bucket)],
      conditions: [ofTrail],
    },
    {
      sid: "DeliverTrail",
      principal: CLOUDTRAIL,
      actions: ["s3:PutObject"],
      resources: [`${bucketArn(account, bucket)}/AWSLogs/${account.id}/*`],
      conditions: [ofTrail, { operator: "StringEquals", key: "s3:x-amz-acl", values: ["bucket-owner-full-control"] }],
    },
  ];
}

/**
 * Write a trail's events into a log group; CloudTrail names the stream after the account and the trail's home region.
 * @param region the trail's home region
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export const writeTrail = (account: Account, region: string, logGroup: string, why: string): Grant[] => [
  {
    sid: "WriteTrail",
    why,
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [`${logGroupArn(account, region, logGroup)}:log-stream:${account.id}_CloudTrail_${region}*`],
  },
];
