import { POLICY_CHARACTERS } from "@openhands-aws/facts/iam-limits";
import { z } from "zod";
import { AccountId, BucketName, StateKey, TagKey, TagValue, VersionConstraint } from "../names";
import { Region } from "./region";

const TRUST = POLICY_CHARACTERS.trust;

export const Aws = z
  .strictObject({
    account: AccountId.default("123456789012").describe(
      "The account id, 12 digits in quotes; also the provider's allowed_account_ids.",
    ),
    region: Region.default("ap-northeast-1").describe("The region of the parameters, the registry and the runtime."),
    trustPolicyQuota: z
      .int({ error: `must be a whole number of characters, ${TRUST.default} to ${TRUST.most}` })
      .min(TRUST.default, {
        error: `must be ${TRUST.default} to ${TRUST.most} characters; ${TRUST.default} is AWS's default`,
      })
      .max(TRUST.most, {
        error: `must be ${TRUST.default} to ${TRUST.most} characters; AWS does not raise the quota further`,
      })
      .default(TRUST.default)
      .describe(
        "The longest trust policy that a role may have, in characters (quota L-C07B4B0D). https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
      ),
  })
  .describe("The AWS account.");

const State = z
  .strictObject({
    bucket: BucketName.default("tfaction-state").describe("The S3 bucket of the Terraform states."),
    region: Region.optional().describe("The bucket's region. Default: aws.region."),
    key: StateKey.default("terraform/aws/<stack>/v1/terraform.tfstate").describe(
      "The state's object key; <stack> stands for the stack's name.",
    ),
    lock: z
      .enum(["native", "none"])
      .optional()
      .describe("native: S3's own lock file (use_lockfile). Default: native when hardened, none as designed."),
  })
  .describe("The S3 backend. https://developer.hashicorp.com/terraform/language/backend/s3");

export const Terraform = z
  .strictObject({
    version: VersionConstraint.default(">= 1.11.0").describe(
      "required_version. https://developer.hashicorp.com/terraform/language/expressions/version-constraints",
    ),
    awsProvider: VersionConstraint.default(">= 5.100.0, < 7.0.0").describe(
      "Version range of the provider hashicorp/aws.",
    ),
    state: State.prefault({}),
  })
  .describe("Terraform itself.");

const MOST_TAGS = 50;

export const Tags = z
  .record(TagKey, TagValue)
  .refine((tags) => Object.keys(tags).length <= MOST_TAGS, {
    error: `must contain at most ${MOST_TAGS} tags, AWS's limit for a resource; remove some`,
  })
  .describe("Tags of every resource, through the provider's default_tags. Hardened only.");
