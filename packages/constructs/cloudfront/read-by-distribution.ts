import { type Account, bucketArn } from "../iam/arn";
import type { ResourceStatement } from "../iam/statement";

/**
 * Lets one distribution read some objects of a bucket; no other distribution, of whichever account, can.
 * @param keys of the objects
 * @param distribution its ARN
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export const readByDistribution = (
  account: Account,
  bucket: string,
  keys: readonly string[],
  distribution: string,
): ResourceStatement => ({
  sid: "ReadByDistribution",
  principal: { type: "Service", arns: ["cloudfront.amazonaws.com"] },
  actions: ["s3:GetObject"],
  resources: keys.map((key) => `${bucketArn(account, bucket)}/${key}`),
  conditions: [{ operator: "StringEquals", key: "aws:SourceArn", values: [distribution] }],
});
