import { type Account, bucketArn } from "../iam/arn";
import type { Grant } from "../iam/statement";

/** A bucket, or the part of it below some prefixes. */
export interface BucketScope {
  /** Only its partition counts: the ARN of a bucket names no account. */
  readonly account: Account;
  /** The bucket's name. */
  readonly bucket: string;
  /** Each ends with `/`; none: the whole bucket. */
  readonly prefixes: readonly string[];
}

const objects = ({ account, bucket, prefixes }: BucketScope) =>
  (prefixes.length > 0 ? prefixes : [""]).map((prefix) => `${bucketArn(account, bucket)}/${prefix}*`);

const list = (scope: BucketScope, why: string): Grant => ({
  sid: "ListBucket",
  why,
  actions: ["s3:ListBucket"],
  resources: [bucketArn(scope.account, scope.bucket)],
  ...(scope.prefixes.length > 0 && {
    conditions: [{ operator: "StringLike", key: "s3:prefix", values: scope.prefixes.map((prefix) => `${prefix}*`) }],
  }),
});

/** Read objects. Without s3:ListBucket a missing object would be refused rather than not found. */
export const read = (scope: BucketScope, why: string): Grant[] => [
  list(scope, why),
  { sid: "ReadObjects", why, actions: ["s3:GetObject"], resources: objects(scope) },
];

/** Write objects, without seeing what is there. */
export const write = (scope: BucketScope, why: string): Grant[] => [
  { sid: "WriteObjects", why, actions: ["s3:PutObject"], resources: objects(scope) },
];

/** Read and write objects, and list them; nothing deletes one. */
export const readWrite = (scope: BucketScope, why: string): Grant[] => [
  list(scope, why),
  { sid: "ReadAndWriteObjects", why, actions: ["s3:GetObject", "s3:PutObject"], resources: objects(scope) },
];

/** What `aws s3 sync . s3://BUCKET` does without --delete: compare by listing, then write. */
export const sync = (scope: BucketScope, why: string): Grant[] => [list(scope, why), ...write(scope, why)];
