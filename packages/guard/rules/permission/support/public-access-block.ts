import type { AccessModel, Resource, ResourcePolicy } from "../../../model";
import { addTo } from "../../../support/add-to";
import { asText } from "../../../support/json";
import { perObject } from "../../../support/memo";
import { resourceAt } from "../../../support/resources";
import { known } from "../../../text";

/** Whether S3 rejects the policy or the access control list of a bucket because it is public, or limits it to principals of its own account. */
export const publicAccessIsBlocked = (model: AccessModel, policy: ResourcePolicy): boolean =>
  blocksOf(model, policy).some((block) =>
    (policy.document.argument === "acl" ? OF_LISTS : OF_POLICIES).some((argument) => isTrue(block, argument)),
  );

const OF_POLICIES = ["block_public_policy", "restrict_public_buckets"];
const OF_LISTS = ["block_public_acls", "ignore_public_acls"];

const isTrue = (resource: Resource, argument: string): boolean =>
  known(asText(resource.argument(argument)?.value ?? false)) === "true";

/** The blocks for the bucket: by its name where both are known, otherwise by what they refer to. */
function blocksOf(model: AccessModel, policy: ResourcePolicy): Resource[] {
  const { named, referring } = blocksIn(model);
  const own = known(policy.resource)?.replace(/^arn:[^:]*:s3:::/, "");
  const referred = bucketsOf(model, policy).flatMap((address) => referring.get(`${policy.root}\n${address}`) ?? []);
  if (own === undefined) return referred.map(({ block }) => block);
  return [
    ...(named.get(`${policy.root}\n${own}`) ?? []),
    ...referred.flatMap(({ block, name }) => (name === undefined ? [block] : [])),
  ];
}

/** All such blocks of a model, by root and the name of their bucket, and by root and what they refer to. */
const blocksIn = perObject((model: AccessModel) => {
  const named = new Map<string, Resource[]>();
  const referring = new Map<string, { block: Resource; name: string | undefined }[]>();
  for (const block of model.resources) {
    if (block.type !== "aws_s3_bucket_public_access_block") continue;
    const { value, references } = block.attribute("bucket");
    const name = known(asText(value));
    if (name !== undefined) addTo(named, `${block.root}\n${name}`, block);
    for (const address of new Set(references.map(addressOf)))
      addTo(referring, `${block.root}\n${address}`, { block, name });
  }
  return { named, referring };
});

/** The bucket itself, or what the argument `bucket` of its policy refers to. */
const bucketsOf = (model: AccessModel, policy: ResourcePolicy): string[] => [
  policy.address,
  ...(resourceAt(model, policy, policy.address)?.argument("bucket")?.references ?? []).map(addressOf),
];

const addressOf = (reference: string): string => reference.slice(0, reference.lastIndexOf("."));
