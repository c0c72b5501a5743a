import type {
  AccessKey,
  ContainerRepository,
  Json,
  OidcProvider,
  Parameter,
  PodIdentityAssociation,
} from "../../model";
import { asText, isText, jsonOf } from "../../support/json";
import { asPartial, known, NOTHING_KNOWN, partialText, rawText } from "../../text";
import { AccessInputError } from "../access-input-error";
import type { ReadResource } from "../resource";
import { parseJsonText } from "../source/json-text";
import { addressesIn, attributeText, type Build, located, textsOf } from "./build";

/** Providers that are declared or looked up. */
export const oidcProviders = (build: Build): OidcProvider[] =>
  [...build.managed("aws_iam_openid_connect_provider"), ...build.data("aws_iam_openid_connect_provider")].map(
    (resource) =>
      located(resource, {
        arn: attributeText(resource, "arn"),
        issuer: asPartial(rawText(attributeText(resource, "url")).replace(/^https:\/\//, "")),
        audiences: textsOf(resource.argument("client_id_list")),
      }),
  );

export const podIdentityAssociations = (build: Build): PodIdentityAssociation[] =>
  build.managed("aws_eks_pod_identity_association").map((resource) => {
    const role = resource.attribute("role_arn");
    const { partition, region, account } = resource.surroundings;
    const clusterName = attributeText(resource, "cluster_name");
    return located(resource, {
      clusterName,
      clusterArn: partialText`arn:${partition}:eks:${region}:${account}:cluster/${clusterName}`,
      namespace: attributeText(resource, "namespace"),
      serviceAccount: attributeText(resource, "service_account"),
      role: asText(role.value),
      roleAddresses: addressesIn(role),
      tagged: resource.argument("disable_session_tags")?.value !== true,
    });
  });

export const parameters = (build: Build): Parameter[] =>
  build.managed("aws_ssm_parameter").map((resource) =>
    located(resource, {
      name: attributeText(resource, "name"),
      arn: attributeText(resource, "arn"),
      type: asText(resource.argument("type")?.value ?? NOTHING_KNOWN),
      value: resource.argument("value") ?? resource.argument("insecure_value") ?? resource.argument("value_wo"),
    }),
  );

export function repositories(build: Build): ContainerRepository[] {
  const policies = build.managed("aws_ecr_lifecycle_policy");
  const byName = new Map(
    policies.flatMap((policy) => {
      const name = known(attributeText(policy, "repository"));
      return name === undefined ? [] : [[`${policy.root}\n${name}`, policy] as const];
    }),
  );
  const byAddress = new Map(
    policies.flatMap((policy) =>
      addressesIn(policy.attribute("repository")).map((address) => [`${policy.root}\n${address}`, policy]),
    ),
  );
  return build.managed("aws_ecr_repository").map((resource) => {
    const name = attributeText(resource, "name");
    const text = known(name);
    const found =
      byAddress.get(`${resource.root}\n${resource.address}`) ??
      (text === undefined ? undefined : byName.get(`${resource.root}\n${text}`));
    return located(resource, {
      name,
      arn: attributeText(resource, "arn"),
      tagMutability: asText(resource.argument("image_tag_mutability")?.value ?? asPartial("MUTABLE")),
      ...(found && { lifecycle: located(found, { document: documentOf(found) }) }),
    });
  });
}

function documentOf(policy: ReadResource): Json {
  const { value } = policy.attribute("policy");
  try {
    return isText(value) ? jsonOf(parseJsonText(rawText(value), policy.file)) : value;
  } catch (error) {
    if (error instanceof AccessInputError) return NOTHING_KNOWN;
    throw error;
  }
}

export const accessKeys = (build: Build): AccessKey[] =>
  build.managed("aws_iam_access_key").map((resource) =>
    located(resource, {
      user: attributeText(resource, "user"),
      status: asText(resource.argument("status")?.value ?? asPartial("Active")),
    }),
  );
