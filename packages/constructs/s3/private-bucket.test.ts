import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Testing } from "cdktf";
import { accessLogDelivery } from "./access-log-delivery";
import { PrivateBucket, type PrivateBucketProps } from "./private-bucket";

const account = { partition: "aws", id: "123456789012" };
const synth = (props: Partial<PrivateBucketProps> = {}) =>
  Testing.synthScope((scope) => {
    new PrivateBucket(scope, "logs", { account, name: "octo-org-logs", keepNoncurrentDays: 30, ...props });
  });

it("is a bucket that nobody outside can open", () => {
  const json = synth();
  expect(json).toHaveResourceWithProperties(S3Bucket, { bucket: "octo-org-logs" });
  expect(json).toHaveResourceWithProperties(S3BucketPublicAccessBlock, {
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(json).toHaveResourceWithProperties(S3BucketOwnershipControls, {
    rule: { object_ownership: "BucketOwnerEnforced" },
  });
});

it("is encrypted and versioned", () => {
  const json = synth();
  expect(json).toHaveResourceWithProperties(S3BucketServerSideEncryptionConfigurationA, {
    rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
  });
  expect(json).toHaveResourceWithProperties(S3BucketVersioningA, {
    versioning_configuration: { status: "Enabled" },
  });
});

it("removes what was overwritten, and everything only if it is told to", () => {
  const ruleOf = (props: Partial<PrivateBucketProps>) =>
    JSON.parse(synth(props)).resource[S3BucketLifecycleConfiguration.tfResourceType].logs.rule[0];
  expect(ruleOf({})).toMatchObject({ status: "Enabled", noncurrent_version_expiration: [{ noncurrent_days: 30 }] });
  expect(ruleOf({})).not.toHaveProperty("expiration");
  expect(ruleOf({ keepDays: 365 })).toMatchObject({ expiration: [{ days: 365 }] });
});

it("keeps everything, and can be told never to go", () => {
  const json = synth({ keepNoncurrentDays: undefined, keepsForever: true });
  expect(json).not.toHaveResource(S3BucketLifecycleConfiguration);
  expect(json).toHaveResourceWithProperties(S3Bucket, { lifecycle: { prevent_destroy: true } });
  expect(JSON.parse(synth()).resource.aws_s3_bucket.logs).not.toHaveProperty("lifecycle");
});

it("may be opened by its policy, and still by no ACL", () => {
  expect(synth({ publicPolicy: true })).toHaveResourceWithProperties(S3BucketPublicAccessBlock, {
    ...{ block_public_acls: true, ignore_public_acls: true },
    ...{ block_public_policy: false, restrict_public_buckets: false },
  });
});

it("denies everyone what is not sent through TLS, after what it allows", () => {
  const json = synth({ statements: [accessLogDelivery(account, "octo-org-logs", "octo-org-data")] });
  expect(json).toHaveResourceWithProperties(S3BucketPolicy, {
    policy: "${data.aws_iam_policy_document.logs_bucket.json}",
  });
  const { statement } = JSON.parse(json).data.aws_iam_policy_document.logs_bucket;
  expect(statement).toEqual([
    expect.objectContaining({ sid: "DeliverAccessLogs", effect: "Allow" }),
    {
      sid: "RequireTls",
      effect: "Deny",
      actions: ["s3:*"],
      principals: [{ type: "*", identifiers: ["*"] }],
      resources: ["arn:aws:s3:::octo-org-logs", "arn:aws:s3:::octo-org-logs/*"],
      condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
    },
  ]);
});
