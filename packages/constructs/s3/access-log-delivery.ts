import { type Account, bucketArn } from "../iam/arn";
import type { ResourceStatement } from "../iam/statement";

/**
 * Lets S3 write a bucket's access logs below `<source>/`.
 * @param bucket that gets the logs, in the same region
 * @param source the bucket whose access is logged
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export const accessLogDelivery = (account: Account, bucket: string, source: string): ResourceStatement => ({
  sid: "DeliverAccessLogs",
  principal: { type: "Service", arns: ["logging.s3.amazonaws.com"] },
  actions: ["s3:PutObject"],
  resources: [`${bucketArn(account, bucket)}/${source}/*`],
  conditions: [
    { operator: "StringEquals", key: "aws:SourceAccount", values: [account.id] },
    { operator: "ArnEquals", key: "aws:SourceArn", values: [bucketArn(account, source)] },
  ],
});
