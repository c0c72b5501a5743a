import type { AccessKey, ContainerRepository, Json, OidcProvider, Parameter } from "../../model";
import { isKnown, UNKNOWN } from "../../text";
import { AccessInputError } from "../access-input-error";
import type { ReadResource } from "../resource";
import { parseJsonText } from "../source/json-text";
import { addressesIn, type Build, located, textOf, textsOf } from "./build";

/** Providers that are declared or looked up. */
export const oidcProviders = (build: Build): OidcProvider[] =>
  [...build.managed("aws_iam_openid_connect_provider"), ...build.data("aws_iam_openid_connect_provider")].map(
    (resource) =>
      located(resource, {
        arn: textOf(resource, "arn"),
        issuer: textOf(resource, "url").replace(/^https:\/\//, ""),
        audiences: textsOf(resource.argument("client_id_list")),
      }),
  );

export const parameters = (build: Build): Parameter[] =>
  build.managed("aws_ssm_parameter").map((resource) =>
    located(resource, {
      name: textOf(resource, "name"),
      arn: textOf(resource, "arn"),
      type: String(resource.argument("type")?.value ?? UNKNOWN),
      value: resource.argument("value") ?? resource.argument("insecure_value") ?? resource.argument("value_wo"),
    }),
  );

export function repositories(build: Build): ContainerRepository[] {
  const policies = build.managed("aws_ecr_lifecycle_policy");
  const byName = new Map(policies.map((policy) => [`${policy.root}\n${policy.attribute("repository").value}`, policy]));
  const byAddress = new Map(
    policies.flatMap((policy) =>
      addressesIn(policy.attribute("repository")).map((address) => [`${policy.root}\n${address}`, policy]),
    ),
  );
  return build.managed("aws_ecr_repository").map((resource) => {
    const name = textOf(resource, "name");
    const found =
      byAddress.get(`${resource.root}\n${resource.address}`) ??
      (isKnown(name) ? byName.get(`${resource.root}\n${name}`) : undefined);
    return located(resource, {
      name,
      arn: textOf(resource, "arn"),
      tagMutability: String(resource.argument("image_tag_mutability")?.value ?? "MUTABLE"),
      ...(found && { lifecycle: located(found, { document: jsonOf(found) }) }),
    });
  });
}

function jsonOf(policy: ReadResource): Json {
  const { value } = policy.attribute("policy");
  try {
    return typeof value === "string" ? (parseJsonText(value, policy.file) as Json) : value;
  } catch (error) {
    if (error instanceof AccessInputError) return UNKNOWN;
    throw error;
  }
}

export const accessKeys = (build: Build): AccessKey[] =>
  build.managed("aws_iam_access_key").map((resource) =>
    located(resource, {
      user: String(resource.attribute("user").value),
      status: String(resource.argument("status")?.value ?? "Active"),
    }),
  );
