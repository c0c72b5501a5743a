import { type Account, bucketArn } from "../iam/arn";
import type { ResourceStatement } from "../iam/statement";

/**
 * Lets anyone read some objects of a bucket, and neither list them nor read others.
 * @param keys of the objects
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-anonymous-user
 */
export const readByAnyone = (account: Account, bucket: string, keys: readonly string[]): ResourceStatement => ({
  sid: "ReadByAnyone",
  principal: "*",
  actions: ["s3:GetObject"],
  resources: keys.map((key) => `${bucketArn(account, bucket)}/${key}`),
});
