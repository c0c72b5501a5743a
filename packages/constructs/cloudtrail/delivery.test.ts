import { trailDelivery, writeTrail } from "./delivery";

const account = { partition: "aws", id: "123456789012" };
const trail = "arn:aws:cloudtrail:us-west-2:123456789012:trail/audit";

it("delivers one trail into its folder of the bucket, after a look at the bucket's ACL", () => {
  const ofTrail = { operator: "StringEquals", key: "aws:SourceArn", values: [trail] };
  expect(trailDelivery(account, "logs", trail)).toMatchObject([
    { actions: ["s3:GetBucketAcl"], resources: ["arn:aws:s3:::logs"], conditions: [ofTrail] },
    {
      actions: ["s3:PutObject"],
      resources: ["arn:aws:s3:::logs/AWSLogs/123456789012/*"],
      conditions: [ofTrail, { key: "s3:x-amz-acl", values: ["bucket-owner-full-control"] }],
    },
  ]);
});

it("writes into the stream that CloudTrail names after the account and the region", () => {
  expect(writeTrail(account, "us-west-2", "/logs", "A test")).toMatchObject([
    {
      resources: ["arn:aws:logs:us-west-2:123456789012:log-group:/logs:log-stream:123456789012_CloudTrail_us-west-2*"],
    },
  ]);
});
