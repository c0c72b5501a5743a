import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { pinned } from "@openhands-aws/constructs";
import { accessLogDelivery, PrivateBucket } from "@openhands-aws/constructs/s3";
import type { Construct } from "constructs";
import type { Audit } from "../../config/audit";
import type { Config } from "../../config/config";
import { accountOf } from "../account";
import { addAwsProvider } from "../base-stack";

/** Days in which an object that was overwritten or deleted can be restored. */
export const RESTORABLE_DAYS = { data: 90, log: 30 } as const;

/** The data bucket, if the config asks for it, and its access logs, if the trail does not record its data events. */
export function addDataBucket(scope: Construct, config: Config, audit: Audit): void {
  const { dataBucket, accessLogBucket } = audit;
  const created = dataBucket === "create";
  if (!created && !accessLogBucket) return;
  const { aws, bedrock, runtime } = config;
  const account = accountOf(config);
  const provider = aws.region === bedrock.region ? undefined : addAwsProvider(scope, config, aws.region, "data");
  const data =
    created &&
    new PrivateBucket(scope, "openhands_data", {
      account,
      provider,
      name: runtime.bucket,
      keepNoncurrentDays: RESTORABLE_DAYS.data,
    });
  if (!accessLogBucket) return;
  // S3 logs only into a bucket of the same region.
  const logs = new PrivateBucket(scope, "access_logs", {
    account,
    provider,
    name: accessLogBucket,
    keepDays: audit.keepDays,
    keepNoncurrentDays: RESTORABLE_DAYS.log,
    statements: [accessLogDelivery(account, accessLogBucket, runtime.bucket)],
  });
  pinned(
    new S3BucketLoggingA(scope, "access-logging", {
      bucket: runtime.bucket,
      provider,
      targetBucket: accessLogBucket,
      targetPrefix: `${runtime.bucket}/`,
      dependsOn: [logs.policy, ...(data ? [data.policy] : [])],
    }),
    "openhands_data",
  );
}
