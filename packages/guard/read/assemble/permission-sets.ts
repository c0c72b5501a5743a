import type { Json, Location, PolicyReference, Resolved } from "../../model";
import { asText, isText } from "../../support/json";
import { known, NOTHING_KNOWN, type PartialText, partialText, UNKNOWN } from "../../text";
import type { ReadResource } from "../resource";
import { attributeText, type Build, located } from "./build";
import { readDocument } from "./document";
import type { OpenIdentity } from "./identities";
import type { Policies } from "./policies";

/**
 * The roles that IAM Identity Center creates from permission sets in the accounts that they are assigned to. It writes
 * their trust policies itself, for its own provider.
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
 */
export function permissionSets(build: Build, policies: Policies): OpenIdentity[] {
  const sets = new PermissionSets(build);
  for (const resource of build.managed("aws_ssoadmin_permission_set_inline_policy")) {
    const policy = resource.attribute("inline_policy");
    const document = readDocument(build, resource, "inline_policy", policy, ["identity", "permission"]);
    sets.of(resource).grants.push({ kind: "inline", attachment: located(resource, {}), document });
  }
  for (const resource of build.managed("aws_ssoadmin_managed_policy_attachment")) {
    const reference = policies.named(resource, "managed_policy_arn", resource.attribute("managed_policy_arn"));
    sets.of(resource).grants.push({ kind: "managed", attachment: located(resource, {}), ...reference });
  }
  for (const resource of build.managed("aws_ssoadmin_customer_managed_policy_attachment")) {
    const named = customerManaged(policies, resource, resource.argument("customer_managed_policy_reference"));
    sets.of(resource).grants.push({ kind: "managed", attachment: located(resource, {}), ...named });
  }
  for (const resource of build.managed("aws_ssoadmin_permissions_boundary_attachment")) {
    const boundary = resource.argument("permissions_boundary");
    const { managed_policy_arn: arn } = firstBlock(boundary?.value);
    sets.of(resource).boundary =
      isText(arn) && boundary
        ? policies.named(resource, "permissions_boundary", { ...boundary, value: arn })
        : customerManaged(policies, resource, {
            ...(boundary as Resolved),
            value: firstBlock(boundary?.value).customer_managed_policy_reference ?? null,
          });
  }
  for (const resource of build.managed("aws_ssoadmin_account_assignment")) {
    const why = "the permission set that it names is not in the input";
    if (!sets.isDeclared(resource))
      build.unknown(resource, "permission", "permission_set_arn", { whys: [why], references: [] });
  }
  return sets.all;
}

class PermissionSets {
  readonly all: OpenIdentity[] = [];
  private readonly byKey = new Map<string, OpenIdentity>();

  constructor(private readonly build: Build) {
    for (const resource of build.managed("aws_ssoadmin_permission_set"))
      this.add(resource, resource.address, attributeText(resource, "name"));
  }

  isDeclared(assignment: ReadResource): boolean {
    const found = this.build.referred(assignment, assignment.attribute("permission_set_arn"));
    return found.some(({ type, mode }) => type === "aws_ssoadmin_permission_set" && mode === "managed");
  }

  /** The permission set that an attachment names; one that is not declared is added. */
  of(attachment: ReadResource): OpenIdentity {
    const arn = attachment.attribute("permission_set_arn");
    const [declared] = this.build.referred(attachment, arn);
    // Of unknown ones, those are the same that are taken from the same place.
    const key = declared?.address ?? known(asText(arn.value)) ?? [...arn.references, ...arn.whys].join("\n");
    return this.byKey.get(`${attachment.root}\n${key}`) ?? this.add(attachment, key, NOTHING_KNOWN);
  }

  private add(at: Location, key: string, name: PartialText): OpenIdentity {
    const role = partialText`AWSReservedSSO_${name}_${UNKNOWN}`;
    const identity: OpenIdentity = located(at, {
      kind: "role" as const,
      name: role,
      path: partialText`/aws-reserved/sso.amazonaws.com/${UNKNOWN}`,
      arn: partialText`arn:aws:iam::${UNKNOWN}:role/aws-reserved/sso.amazonaws.com/${UNKNOWN}${role}`,
      account: NOTHING_KNOWN,
      declared: false,
      grants: [],
      groups: [],
    });
    this.all.push(identity);
    this.byKey.set(`${at.root}\n${key}`, identity);
    return identity;
  }
}

/** Identity Center looks the policy up by its name in each account. */
function customerManaged(policies: Policies, at: ReadResource, block: Resolved | undefined): PolicyReference {
  const { name } = firstBlock(block?.value);
  return policies.called(at, "customer_managed_policy_reference", isText(name) ? name : NOTHING_KNOWN, block);
}

function firstBlock(value: Json | undefined): Readonly<Record<string, Json>> {
  const block = Array.isArray(value) ? value[0] : value;
  return typeof block === "object" && block !== null && !Array.isArray(block)
    ? (block as Readonly<Record<string, Json>>)
    : {};
}
