import type { Json, Resolved } from "../../model";
import { NOTHING_KNOWN } from "../../text";
import type { ReadResource } from "../resource";
import { type Build, located } from "./build";
import { readDocument } from "./document";
import { type Identities, KINDS, type Kind, type OpenIdentity } from "./identities";
import type { Policies } from "./policies";

const INLINE = ["identity", "permission"] as const;

/** Finds every way in which an identity gets a policy. */
export function addGrants(build: Build, identities: Identities, policies: Policies): void {
  const attach = (attachment: ReadResource, to: readonly OpenIdentity[], argument: string, arns: Resolved): void => {
    for (const reference of policies.listed(attachment, argument, arns))
      for (const identity of to)
        identity.grants.push({ kind: "managed", attachment: located(attachment, {}), ...reference });
  };
  const whom = (resource: ReadResource, kind: Kind, argument: string): OpenIdentity[] => {
    const names = resource.argument(argument);
    return names ? identities.listed(resource, kind, argument, names) : [];
  };
  for (const kind of KINDS) {
    for (const resource of build.managed(`aws_iam_${kind}_policy_attachment`))
      attach(resource, whom(resource, kind, kind), "policy_arn", resource.attribute("policy_arn"));
    for (const resource of build.managed(`aws_iam_${kind}_policy_attachments_exclusive`))
      attach(resource, whom(resource, kind, `${kind}_name`), "policy_arns", resource.attribute("policy_arns"));
    for (const resource of build.managed(`aws_iam_${kind}_policy`)) {
      const document = readDocument(build, resource, "policy", resource.attribute("policy"), INLINE);
      for (const identity of whom(resource, kind, kind))
        identity.grants.push({ kind: "inline", attachment: located(resource, {}), document });
    }
  }
  for (const resource of build.managed("aws_iam_policy_attachment"))
    attach(
      resource,
      KINDS.flatMap((kind) => whom(resource, kind, `${kind}s`)),
      "policy_arn",
      resource.attribute("policy_arn"),
    );
  for (const role of build.managed("aws_iam_role")) addOwn(build, identities, role, attach);
  for (const resource of build.managed("aws_iam_user_group_membership"))
    join(whom(resource, "user", "user"), whom(resource, "group", "groups"));
  for (const resource of build.managed("aws_iam_group_membership"))
    join(whom(resource, "user", "users"), whom(resource, "group", "group"));
}

/** `managed_policy_arns` and `inline_policy` of a role itself. */
function addOwn(
  build: Build,
  identities: Identities,
  role: ReadResource,
  attach: (attachment: ReadResource, to: readonly OpenIdentity[], argument: string, arns: Resolved) => void,
): void {
  const managed = role.argument("managed_policy_arns");
  const inline = role.argument("inline_policy");
  if (!managed && !inline) return;
  const self = identities.at(role);
  if (!self) return;
  if (managed) attach(role, [self], "managed_policy_arns", managed);
  const blocks: readonly Json[] = inline ? [inline.value].flat() : [];
  blocks.forEach((block, index) => {
    const policy = typeof block === "object" && block !== null && "policy" in block ? block.policy : undefined;
    // An empty block removes all inline policies.
    if (policy === undefined && block !== NOTHING_KNOWN) return;
    const resolved = { ...(inline as Resolved), value: policy ?? NOTHING_KNOWN };
    const document = readDocument(build, role, `inline_policy[${index}].policy`, resolved, INLINE);
    self.grants.push({ kind: "inline", attachment: located(role, {}), document });
  });
}

function join(users: readonly OpenIdentity[], groups: readonly OpenIdentity[]): void {
  for (const user of users) for (const group of groups) if (!user.groups.includes(group)) user.groups.push(group);
}
