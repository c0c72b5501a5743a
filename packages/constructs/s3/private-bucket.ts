import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Account } from "../iam/arn";
import { policyDocument } from "../iam/policy-document";
import type { ResourceStatement } from "../iam/statement";
import { pinned } from "../pinned";
import { requireTls } from "./require-tls";

export interface PrivateBucketProps {
  /** The account that the bucket belongs to. */
  readonly account: Account;
  /** Unique among all of AWS. A change replaces the bucket. */
  readonly name: string;
  /** Of the bucket's region. @default the stack's own */
  readonly provider?: TerraformProvider;
  /** Days until an object expires. @default never */
  readonly keepDays?: number;
  /** Days until a version that was overwritten or deleted is removed. @default never */
  readonly keepNoncurrentDays?: number;
  /** Whether Terraform refuses to destroy it. @default false */
  readonly keepsForever?: boolean;
  /** Whether its policy may give everyone access; an ACL never can. @default false */
  readonly publicPolicy?: boolean;
  /** Who may use it beside the account's own principals. @default nobody */
  readonly statements?: readonly ResourceStatement[];
}

/**
 * `aws_s3_bucket.<id>` and what keeps it private, all with the same label: no public access, no ACLs, encrypted with S3's
 * own key, versioned, through TLS only.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export class PrivateBucket extends Construct {
  readonly #bucket: S3Bucket;
  readonly #policy: S3BucketPolicy;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { account, name, provider, keepDays, keepNoncurrentDays, statements = [] } = props;
    const { keepsForever = false, publicPolicy = false } = props;
    const lifecycle = keepsForever ? { preventDestroy: true } : undefined;
    this.#bucket = pinned(new S3Bucket(this, "bucket", { bucket: name, provider, lifecycle }), id);
    const common = { bucket: this.#bucket.bucket, provider };
    const block = pinned(
      new S3BucketPublicAccessBlock(this, "public-access", {
        ...common,
        blockPublicAcls: true,
        blockPublicPolicy: !publicPolicy,
        ignorePublicAcls: true,
        restrictPublicBuckets: !publicPolicy,
      }),
      id,
    );
    const rule = { objectOwnership: "BucketOwnerEnforced" };
    pinned(new S3BucketOwnershipControls(this, "ownership", { ...common, rule }), id);
    const encryption = [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }];
    pinned(new S3BucketServerSideEncryptionConfigurationA(this, "encryption", { ...common, rule: encryption }), id);
    const versioning = pinned(
      new S3BucketVersioningA(this, "versioning", { ...common, versioningConfiguration: { status: "Enabled" } }),
      id,
    );
    if (keepDays !== undefined || keepNoncurrentDays !== undefined)
      pinned(
        new S3BucketLifecycleConfiguration(this, "lifecycle", {
          ...common,
          rule: [expiry(keepDays, keepNoncurrentDays)],
          dependsOn: [versioning],
        }),
        id,
      );
    const policy = policyDocument(this, `${id}_bucket`, [...statements, requireTls(account, name)]).json;
    // Two changes of a bucket's access at once make S3 refuse one of them.
    this.#policy = pinned(new S3BucketPolicy(this, "policy", { ...common, policy, dependsOn: [block] }), id);
  }

  /** The name at which S3 serves it in its region. */
  get domainName(): string {
    return this.#bucket.bucketRegionalDomainName;
  }

  /** For `dependsOn` of what uses the bucket through its policy. */
  get policy(): ITerraformDependable {
    return this.#policy;
  }
}

const expiry = (days: number | undefined, noncurrentDays: number | undefined) => ({
  id: "expire",
  status: "Enabled",
  filter: [{}],
  expiration: days === undefined ? undefined : [{ days }],
  noncurrentVersionExpiration: noncurrentDays === undefined ? undefined : [{ noncurrentDays }],
  abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
});
