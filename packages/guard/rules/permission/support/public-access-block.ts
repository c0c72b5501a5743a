import type { AccessModel, Location, Resource, ResourcePolicy } from "../../../model";
import { asText } from "../../../support/json";
import { known } from "../../../text";

/** Whether S3 rejects the policy or the access control list of a bucket because it is public, or limits it to principals of its own account. */
export const publicAccessIsBlocked = (model: AccessModel, policy: ResourcePolicy): boolean =>
  model.resources.some(
    (block) =>
      block.type === "aws_s3_bucket_public_access_block" &&
      block.root === policy.root &&
      (policy.document.argument === "acl" ? OF_LISTS : OF_POLICIES).some((argument) => isTrue(block, argument)) &&
      isOfBucket(model, block, policy),
  );

const OF_POLICIES = ["block_public_policy", "restrict_public_buckets"];
const OF_LISTS = ["block_public_acls", "ignore_public_acls"];

const isTrue = (resource: Resource, argument: string): boolean =>
  known(asText(resource.argument(argument)?.value ?? false)) === "true";

function isOfBucket(model: AccessModel, block: Resource, policy: ResourcePolicy): boolean {
  const bucket = block.attribute("bucket");
  const [own, named] = [known(policy.resource), known(asText(bucket.value))];
  if (own !== undefined && named !== undefined) return own.replace(/^arn:[^:]*:s3:::/, "") === named;
  const buckets = new Set(bucketsOf(model, policy));
  return bucket.references.some((reference) => buckets.has(addressOf(reference)));
}

/** The bucket itself, or what the argument `bucket` of its policy refers to. */
const bucketsOf = (model: AccessModel, { root, address }: Location): string[] => [
  address,
  ...model.resources
    .filter((one) => one.root === root && one.address === address)
    .flatMap((one) => (one.argument("bucket")?.references ?? []).map(addressOf)),
];

const addressOf = (reference: string): string => reference.slice(0, reference.lastIndexOf("."));
