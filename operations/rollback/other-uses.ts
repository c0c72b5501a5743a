import { type AccessModel, type AccountDetails, known } from "@openhands-aws/guard";
import { DENY } from "../revoke/deny";

export interface Used {
  readonly user: string;
  readonly details: AccountDetails;
  /** By our own stacks, with and without what is rolled back. */
  readonly before: AccessModel;
  readonly after: AccessModel;
  /** How many access keys Terraform has. */
  readonly keysOfOurs: number;
  readonly keys: readonly string[];
  readonly apiKeys: readonly string[];
  /** Whether the policy of the deny's name is revoke's. */
  readonly denyIsOurs: boolean;
}

/** What is not ours and uses what a rollback would remove, each as a sentence that says what to do. */
export function otherUses(used: Used): string[] {
  return [...ofUser(used), ...ofPolicies(used)];
}

function ofUser({ user, details, before, denyIsOurs, keys, keysOfOurs, apiKeys }: Used): string[] {
  const found = details.UserDetailList?.find(({ UserName }) => UserName === user);
  if (!found) return [];
  const ours = new Set(
    before.identities
      .filter(({ kind, name }) => kind === "user" && known(name) === user)
      .flatMap(({ grants }) => grants.flatMap((grant) => (grant.kind === "managed" ? known(grant.arn) : []))),
  );
  const { GroupList = [], UserPolicyList = [], AttachedManagedPolicies = [] } = found;
  return [
    ...GroupList.map((group) => `The user ${user} is in the group ${group}: remove it from there.`),
    ...UserPolicyList.filter(({ PolicyName }) => PolicyName !== DENY || !denyIsOurs).map(
      ({ PolicyName }) => `The user ${user} has the inline policy ${PolicyName}: delete it.`,
    ),
    ...AttachedManagedPolicies.filter(({ PolicyArn }) => !ours.has(PolicyArn)).map(
      ({ PolicyArn }) => `The user ${user} has the policy ${PolicyArn}: detach it.`,
    ),
    ...(keys.length > keysOfOurs
      ? [
          `The user ${user} has ${keys.length} access keys, ${keys.join(" and ")}, but Terraform has ${keysOfOurs}: find out who uses the other one, and delete it.`,
        ]
      : []),
    ...apiKeys.map((id) => `The user ${user} has the Bedrock API key ${id}: delete it.`),
  ];
}

function ofPolicies({ details, before, after }: Used): string[] {
  const removed = before.policies.flatMap(({ arn }) => known(arn) ?? []);
  const kept = new Set(after.policies.map(({ arn }) => known(arn)));
  const holders = [
    ...(details.UserDetailList ?? []).map((user) => ({ ...user, kind: "user", name: user.UserName ?? "" })),
    ...(details.RoleDetailList ?? []).map((role) => ({ ...role, kind: "role", name: role.RoleName ?? "" })),
    ...(details.GroupDetailList ?? []).map((group) => ({ ...group, kind: "group", name: group.GroupName ?? "" })),
  ];
  return removed
    .filter((arn) => !kept.has(arn))
    .flatMap((policy) => {
      const ours = before.identities
        .filter(({ grants }) => grants.some((grant) => grant.kind === "managed" && known(grant.arn) === policy))
        .map(({ kind, name }) => `${kind} ${known(name)}`);
      return holders.flatMap(({ kind, name, AttachedManagedPolicies = [], PermissionsBoundary }) => [
        ...(AttachedManagedPolicies.some(({ PolicyArn }) => PolicyArn === policy) && !ours.includes(`${kind} ${name}`)
          ? [`The policy ${policy} is attached to the ${kind} ${name}: detach it.`]
          : []),
        ...(PermissionsBoundary?.PermissionsBoundaryArn === policy
          ? [`The policy ${policy} is the permissions boundary of the ${kind} ${name}: remove it there.`]
          : []),
      ]);
    });
}
