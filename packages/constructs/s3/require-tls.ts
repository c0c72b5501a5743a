import { type Account, bucketArn } from "../iam/arn";
import type { ResourceStatement } from "../iam/statement";

/**
 * Denies everyone what is not sent through TLS.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-HTTP-HTTPS
 */
export const requireTls = (account: Account, bucket: string): ResourceStatement => ({
  sid: "RequireTls",
  effect: "Deny",
  principal: "*",
  actions: ["s3:*"],
  resources: [bucketArn(account, bucket), `${bucketArn(account, bucket)}/*`],
  conditions: [{ operator: "Bool", key: "aws:SecureTransport", values: ["false"] }],
});
