import type { Json, Resolved } from "../../model";
import { asText } from "../../support/json";
import { known } from "../../text";
import type { ReadResource } from "../resource";
import { partialJson } from "../source/partial-json";
import { type CloudResource, lowerName, memberOf } from "./cloud-resource";
import { CLOUD_TYPES } from "./types";

/**
 * The resource that one of the provider awscc, or of Cloud Control, creates.
 * @returns `undefined` for any other, and where Cloud Control's type or properties are not known
 */
export function cloudResourceOf(resource: ReadResource): CloudResource | undefined {
  if (resource.mode !== "managed") return undefined;
  if (resource.type.startsWith("awscc_")) return ofAwscc(resource);
  return resource.type === CLOUD_CONTROL ? ofCloudControl(resource) : undefined;
}

export const CLOUD_CONTROL = "aws_cloudcontrolapi_resource";

/** @see https://registry.terraform.io/providers/hashicorp/awscc/latest/docs */
const ofAwscc = (resource: ReadResource): CloudResource => ({
  at: resource,
  type: CLOUD_TYPES.get(resource.type) ?? cloudType(resource.type),
  surroundings: resource.surroundings,
  propertyNames: resource.argumentNames,
  property: (name) => resource.argument(resource.argumentNames.includes(name) ? name : lowerName(name)),
});

/** As far as it can be told from the name of a type: `AWS::iam::something_new`. */
function cloudType(type: string): string {
  const [, service = "", name = ""] = /^awscc_([^_]*)_(.*)$/.exec(type) ?? [];
  return `AWS::${SERVICES[service] ?? service}::${name}`;
}

const SERVICES: Readonly<Record<string, string>> = {
  iam: "IAM",
  sso: "SSO",
  rolesanywhere: "RolesAnywhere",
  verifiedpermissions: "VerifiedPermissions",
};

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudcontrolapi_resource */
function ofCloudControl(resource: ReadResource): CloudResource | undefined {
  const type = known(asText(resource.attribute("type_name").value));
  const state = resource.attribute("desired_state");
  const { document, problem } = partialJson(state.value);
  if (type === undefined || problem !== undefined || typeof document !== "object" || document === null)
    return undefined;
  const { whys, references } = state;
  return {
    at: resource,
    type,
    surroundings: resource.surroundings,
    propertyNames: Object.keys(document),
    property(name): Resolved | undefined {
      const value: Json | undefined = memberOf(document, name);
      return value === undefined || value === null ? undefined : { value, whys, references };
    },
  };
}
