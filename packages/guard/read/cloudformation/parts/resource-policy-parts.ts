import type { Json, Resolved } from "../../../model";
import { asText, jsonOf } from "../../../support/json";
import { known, NOTHING_KNOWN } from "../../../text";
import { type CloudResource, lowerName, memberOf } from "../cloud-resource";
import { items, type Part, part, SELF_ID } from "./part";

/** One for each resource that a list names. */
export const forEach =
  (type: string, list: string, argument: string) =>
  (resource: CloudResource): Part[] => {
    const named = resource.property(list);
    const policy = resource.property("PolicyDocument");
    return (named ? items(named) : []).map((one, index) => ({
      type,
      ...(index > 0 && { suffix: `.${list}[${index}]` }),
      arguments: { [argument]: part(named as Resolved, one), policy },
    }));
  };

/** A policy that is a property of the resource that it protects. */
export const protectedBy = (type: string, argument: string, ...path: readonly [string, ...string[]]) => {
  const [name, ...members] = path;
  return (resource: CloudResource): Part[] => {
    const property = resource.property(name);
    const policy = property && members.reduce<Json | undefined>(memberOf, property.value);
    return property && policy !== undefined
      ? [{ type, suffix: `.${name}`, arguments: { [argument]: SELF_ID, policy: part(property, policy) } }]
      : [];
  };
};

const BLOCKS = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

export const publicAccessBlock = (resource: CloudResource): Part[] => {
  const block = resource.property("PublicAccessBlockConfiguration");
  if (!block) return [];
  const flags = BLOCKS.map((name) => [lowerName(name), part(block, memberOf(block.value, name))] as const);
  return [
    {
      type: "aws_s3_bucket_public_access_block",
      suffix: ".PublicAccessBlockConfiguration",
      arguments: { bucket: SELF_ID, ...Object.fromEntries(flags) },
    },
  ];
};

export const repositoryParts = (resource: CloudResource): Part[] => {
  const lifecycle = resource.property("LifecyclePolicy");
  const text = memberOf(lifecycle?.value, "LifecyclePolicyText");
  return [
    ...protectedBy("aws_ecr_repository_policy", "repository", "RepositoryPolicyText")(resource),
    ...(lifecycle && text !== undefined
      ? [
          {
            type: "aws_ecr_lifecycle_policy",
            suffix: ".LifecyclePolicy",
            arguments: { repository: SELF_ID, policy: part(lifecycle, text) },
          },
        ]
      : []),
  ];
};

/** The statement of a bus is written whole, or as an action and a principal. */
export const busPolicy = (resource: CloudResource): Part[] => {
  const whole = resource.property("Statement");
  const [action, principal] = [resource.property("Action"), resource.property("Principal")];
  const parts = [whole, action, principal].filter((one) => one !== undefined);
  const account = principal && known(asText(principal.value));
  const statement = whole?.value ?? {
    Effect: "Allow",
    Action: action?.value ?? NOTHING_KNOWN,
    Principal: account === "*" ? "*" : { AWS: principal?.value ?? NOTHING_KNOWN },
    Resource: "*",
    ...(resource.property("Condition") && { Condition: NOTHING_KNOWN }),
  };
  const policy: Resolved = {
    value: jsonOf({ Version: "2012-10-17", Statement: [statement] }),
    whys: [...new Set(parts.flatMap(({ whys }) => whys))],
    references: [...new Set(parts.flatMap(({ references }) => references))],
  };
  return [
    {
      type: "aws_cloudwatch_event_bus_policy",
      arguments: { event_bus_name: resource.property("EventBusName"), policy },
    },
  ];
};
