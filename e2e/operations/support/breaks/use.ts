import { AwsError } from "../../../support/sigv4";
import { type Break, policyArn, USER } from "./break";

/** What only shows when the credentials are used. */
export const USE_BREAKS: readonly Break[] = [
  {
    name: "the user cannot assume the sessions' role",
    fails: ["session", "user-policies"],
    why: /AWS denies sts:AssumeRole \(AccessDenied\): User: .*bedrock-openhands-user is not authorized/,
    break: async ({ iam }) => {
      const attachment = { ...USER, PolicyArn: policyArn("openhands-refresher") };
      await iam.detachUserPolicy(attachment);
      return () => iam.attachUserPolicy(attachment);
    },
  },
  {
    name: "the account has no access to the model",
    fails: ["model"],
    why: /AWS denies bedrock:Converse \(AccessDeniedException\): You don't have access to the model/,
    break: (installation) => {
      installation.refuseModels(() => {
        throw new AwsError(403, "AccessDeniedException", "You don't have access to the model with the specified ID.");
      });
      return () => installation.refuseModels(() => undefined);
    },
  },
  {
    name: "the model has ended",
    fails: ["model"],
    why: /bedrock:Converse finds nothing \(ResourceNotFoundException\): This model version has reached the end/,
    break: (installation) => {
      installation.refuseModels(() => {
        throw new AwsError(404, "ResourceNotFoundException", "This model version has reached the end of its life.");
      });
      return () => installation.refuseModels(() => undefined);
    },
  },
  {
    name: "the bucket is gone",
    fails: ["s3"],
    why: /s3:PutObject finds nothing \(NoSuchBucket\)/,
    break: async ({ s3, config }) => {
      const Bucket = config.runtime.bucket;
      const { Contents = [] } = await s3.listObjectsV2({ Bucket });
      for (const { Key } of Contents) await s3.deleteObject({ Bucket, Key });
      await s3.deleteBucket({ Bucket });
      const LocationConstraint = "ap-northeast-1";
      return () => s3.createBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint } });
    },
  },
];
