import type { Json, Unknown } from "../../model";
import { isText, partsOf } from "../../support/json";
import { known, matchesPattern, rawText } from "../../text";
import { located } from "../assemble/build";
import type { CloudResource } from "./cloud-resource";

/** Types whose purpose is access, or that bring resources from elsewhere. */
const GRANTING =
  /^AWS::(?:IAM|SSO|RolesAnywhere|VerifiedPermissions)::|^AWS::CloudFormation::(?:Stack|StackSet|ModuleVersion)$|^AWS::Serverless::(?:Application|Connector)$|::MODULE$/;

/** Types that let others in without a statement. */
const OPENING = /(?:Policy|Permission|Url|AccessEntry)$/;

/** Of the same services, but they grant nothing themselves; the policy of an endpoint only limits what others grant. */
const HARMLESS =
  /^AWS::EC2::VPCEndpoint$|^AWS::IAM::(?:ServerCertificate|ServiceLinkedRole|VirtualMFADevice)$|^AWS::SSO::(?:Instance|Application|ApplicationAssignment|InstanceAccessControlAttributeConfiguration)$|^AWS::RolesAnywhere::CRL$/;

/** Whether a part of a template, such as a loop, may declare something that grants. */
export const mayGrantWithin = (part: Json): boolean => {
  const types = [...partsOf(part)].flatMap(({ value: { Type: type } }) => (isText(type) ? rawText(type) : []));
  return types.some((type) => GRANTING.test(type) || OPENING.test(type)) || holdsStatement(part);
};

/** What a resource could grant of whose type nothing else is checked; `undefined` if it plainly grants nothing. */
export function notChecked(resource: CloudResource): Unknown | undefined {
  const { at, type } = resource;
  if (HARMLESS.test(type)) return undefined;
  if (!GRANTING.test(type) && !resource.propertyNames.some((name) => holdsStatement(resource.property(name)?.value)))
    return undefined;
  return located(at, {
    about: "template" as const,
    what: `What ${at.address} grants`,
    why: reasonOf(resource),
    cause: `${at.root}\n${at.address}`,
  });
}

function reasonOf({ type, property }: CloudResource): string {
  const url = property("TemplateURL")?.value;
  if (url !== undefined) return `its template is at ${isText(url) ? rawText(url) : "a URL"}, and no network is used`;
  return `the type ${type} is not checked`;
}

/** Whether a value has a statement of a policy that may allow something. */
function holdsStatement(value: Json | undefined): boolean {
  if (value === undefined) return false;
  if (isText(value))
    return /"Effect"\s*:/.test(rawText(value)) && /"(?:Not)?(?:Action|Principal)"\s*:/.test(rawText(value));
  for (const { value: part } of partsOf(value)) {
    const members = new Map(Object.entries(part).map(([key, member]) => [key.toLowerCase(), member]));
    const effect = members.get("effect");
    if (effect === undefined || (isText(effect) && matchesPattern(effect, /^deny$/i) === true)) continue;
    if (["action", "notaction", "principal", "notprincipal"].some((key) => members.has(key))) return true;
  }
  return Object.values(value ?? {}).some(
    (inner) => isText(inner) && known(inner) !== undefined && holdsStatement(inner),
  );
}
