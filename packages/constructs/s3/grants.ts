import { type Account, bucketArn } from "../iam/arn";
import type { Condition, Grant } from "../iam/statement";

/** A bucket, or the part of it below some prefixes. */
export interface BucketScope {
  /** The account that owns the bucket. */
  readonly account: Account;
  /** The bucket's name. */
  readonly bucket: string;
  /** Each ends with `/`; none: the whole bucket. */
  readonly prefixes: readonly string[];
  /** Whether the grant ends once the bucket belongs to another account. @default true */
  readonly ownedOnly?: boolean;
}

const objects = ({ account, bucket, prefixes }: BucketScope) =>
  (prefixes.length > 0 ? prefixes : [""]).map((prefix) => `${bucketArn(account, bucket)}/${prefix}*`);

/**
 * The ARN of a bucket names no account: without this, the grant would also cover a bucket that someone else creates under
 * the same name once ours is deleted.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
 */
const inAccount = ({ account, ownedOnly = true }: BucketScope): Condition[] =>
  ownedOnly ? [{ operator: "StringEquals", key: "aws:ResourceAccount", values: [account.id] }] : [];

const list = (scope: BucketScope, why: string): Grant => ({
  sid: "ListBucket",
  why,
  actions: ["s3:ListBucket"],
  resources: [bucketArn(scope.account, scope.bucket)],
  conditions: [
    ...inAccount(scope),
    ...(scope.prefixes.length > 0
      ? [{ operator: "StringLike" as const, key: "s3:prefix", values: scope.prefixes.map((prefix) => `${prefix}*`) }]
      : []),
  ],
});

const onObjects = (scope: BucketScope, why: string, sid: string, actions: Grant["actions"]): Grant => ({
  sid,
  why,
  actions,
  resources: objects(scope),
  conditions: inAccount(scope),
});

/** Read objects. Without s3:ListBucket a missing object would be refused rather than not found. */
export const read = (scope: BucketScope, why: string): Grant[] => [
  list(scope, why),
  onObjects(scope, why, "ReadObjects", ["s3:GetObject"]),
];

/** Write objects, without seeing what is there. */
export const write = (scope: BucketScope, why: string): Grant[] => [
  onObjects(scope, why, "WriteObjects", ["s3:PutObject"]),
];

/** Read and write objects, and list them; nothing deletes one. */
export const readWrite = (scope: BucketScope, why: string): Grant[] => [
  list(scope, why),
  onObjects(scope, why, "ReadAndWriteObjects", ["s3:GetObject", "s3:PutObject"]),
];

/** What `aws s3 sync . s3://BUCKET` does without --delete: compare by listing, then write. */
export const sync = (scope: BucketScope, why: string): Grant[] => [list(scope, why), ...write(scope, why)];
