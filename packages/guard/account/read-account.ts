import type { AccessModel, AttachedPolicy, Identity, ManagedPolicy, PolicyDocument, PolicyReference } from "../model";
import { arnComponents } from "../policy/arn";
import { type PolicyKind, parsePolicy } from "../policy/parse";
import { asPartial } from "../text";

interface Principal {
  readonly Arn?: string;
  readonly Path?: string;
  readonly AttachedManagedPolicies?: readonly { readonly PolicyArn?: string }[];
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn?: string };
}

interface InlinePolicy {
  readonly PolicyName?: string;
  /** JSON in URL encoding, as in all of these answers. */
  readonly PolicyDocument?: string;
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html */
export interface AccountDetails {
  readonly UserDetailList?: readonly (Principal & {
    readonly UserName?: string;
    readonly UserPolicyList?: readonly InlinePolicy[];
    readonly GroupList?: readonly string[];
  })[];
  readonly GroupDetailList?: readonly (Principal & {
    readonly GroupName?: string;
    readonly GroupPolicyList?: readonly InlinePolicy[];
  })[];
  readonly RoleDetailList?: readonly (Principal & {
    readonly RoleName?: string;
    readonly AssumeRolePolicyDocument?: string;
    readonly RolePolicyList?: readonly InlinePolicy[];
  })[];
  readonly Policies?: readonly {
    readonly Arn?: string;
    readonly PolicyName?: string;
    readonly Path?: string;
    readonly PolicyVersionList?: readonly { readonly Document?: string; readonly IsDefaultVersion?: boolean }[];
  }[];
}

/** Who may do what, as AWS itself says. An address is an ARN here. Policies of AWS that are not in it are not known. */
export function readAccount(details: AccountDetails): AccessModel {
  const policies = (details.Policies ?? []).map(({ Arn = "", PolicyName = "", Path = "/", ...policy }) => {
    const text = policy.PolicyVersionList?.find(({ IsDefaultVersion }) => IsDefaultVersion)?.Document;
    const document = documentOf(Arn, PolicyName, text, "identity");
    return { ...at(Arn), name: asPartial(PolicyName), path: asPartial(Path), arn: asPartial(Arn), document };
  });
  const byArn = new Map(policies.map((policy) => [policy.address, policy]));
  const identity = (kind: Identity["kind"], name: string, principal: Principal, inline: readonly InlinePolicy[] = []) =>
    identityOf(kind, name, principal, inline, byArn);

  const groups = new Map(
    (details.GroupDetailList ?? []).map(({ GroupName = "", GroupPolicyList, ...group }) => [
      GroupName,
      identity("group", GroupName, group, GroupPolicyList),
    ]),
  );
  const users = (details.UserDetailList ?? []).map(({ UserName = "", UserPolicyList, GroupList = [], ...user }) => ({
    ...identity("user", UserName, user, UserPolicyList),
    groups: GroupList.flatMap((name) => groups.get(name) ?? []),
  }));
  const roles = (details.RoleDetailList ?? []).map(({ RoleName = "", RolePolicyList, ...role }) => ({
    ...identity("role", RoleName, role, RolePolicyList),
    trust: documentOf(role.Arn ?? "", "assume_role_policy", role.AssumeRolePolicyDocument, "trust"),
  }));
  return { ...NOTHING, identities: [...users, ...roles, ...groups.values()], policies };
}

function identityOf(
  kind: Identity["kind"],
  name: string,
  { Arn = "", Path = "/", AttachedManagedPolicies = [], PermissionsBoundary }: Principal,
  inline: readonly InlinePolicy[],
  policies: ReadonlyMap<string, ManagedPolicy>,
): Identity {
  const reference = (arn: string): PolicyReference => ({ arn: asPartial(arn), policy: policies.get(arn) });
  const limit = PermissionsBoundary?.PermissionsBoundaryArn;
  const grants: AttachedPolicy[] = [
    ...inline.map(({ PolicyName = "", PolicyDocument }) => ({
      ...{ kind: "inline" as const, attachment: at(Arn) },
      document: documentOf(Arn, PolicyName, PolicyDocument, "identity"),
    })),
    ...AttachedManagedPolicies.map(({ PolicyArn = "" }) => ({
      ...{ kind: "managed" as const, attachment: at(Arn) },
      ...reference(PolicyArn),
    })),
  ];
  return {
    ...at(Arn),
    kind,
    name: asPartial(name),
    path: asPartial(Path),
    arn: asPartial(Arn),
    account: asPartial(String(arnComponents(Arn)[4] ?? "")),
    declared: true,
    grants,
    groups: [],
    ...(limit && { boundary: reference(limit) }),
  };
}

function documentOf(arn: string, argument: string, encoded: string | undefined, kind: PolicyKind): PolicyDocument {
  const document = parsed(encoded);
  const policy = parsePolicy(document, kind);
  const complete = policy.problems.length === 0;
  return { ...at(arn), argument, document, complete, whys: [], references: [], ...policy };
}

/** What is not JSON is a policy with a problem: it may say anything. */
function parsed(encoded = "") {
  try {
    return JSON.parse(decodeURIComponent(encoded));
  } catch {
    return null;
  }
}

const at = (address: string) => ({ address, root: "account", file: "account" });

const NOTHING: Omit<AccessModel, "identities" | "policies"> = {
  ...{ resources: [], resourcePolicies: [], oidcProviders: [], podIdentityAssociations: [] },
  ...{ parameters: [], repositories: [], accessKeys: [] },
  ...{
    manifests: [],
    uncheckedManifests: [],
    charts: [],
    outputs: [],
    variables: [],
    locals: [],
    providers: [],
    backends: [],
  },
  ...{ modules: [], changes: [], unknowns: [], alternatives: [] },
};
