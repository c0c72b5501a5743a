import type { AccessModel, Identity } from "../../../model";
import type { Requester } from "../../../policy/requester";
import type { Statement } from "../../../policy/statement";
import { type AnyText, known, matchesPattern, readable } from "../../../text";
import { type IdentityPolicies, policiesOf, UNKNOWN_POLICIES } from "../../../whocan/identity-policies";
import { mayAdmitPrincipals, principalEntry } from "../../../whocan/principal-entry";

interface Assumer {
  readonly requester: Requester;
  readonly policies: IdentityPolicies;
  /** `user bot may assume it`. */
  readonly way: string;
}

/**
 * The roles that an access key or a pod can certainly assume, also through other roles; and how.
 * @param others who else can assume a role by one of its statements: `a workflow may assume it`
 */
export function obtainable(
  model: AccessModel,
  others: (statement: Statement) => string | undefined = () => undefined,
): Map<Identity, string> {
  const roles = model.identities.filter(({ kind }) => kind === "role");
  const admitting = roles.filter(mayAdmitPrincipals);
  const reached = new Map<Identity, string>();
  const open: Assumer[] = admitting.length > 0 ? keyOwners(model, admitting) : [];
  const reach = (role: Identity, way: string): void => {
    reached.set(role, way);
    open.push({
      requester: { kind: "role", arn: role.arn },
      policies: policiesOf(role),
      way: `${way.replace(/ may assume it.*/, "")} may assume it through role ${readable(role.name)}`,
    });
  };
  for (const role of roles) {
    const { statements = [] } = role.trust ?? {};
    const [way] = statements.some(isForPods) ? [A_POD] : statements.flatMap((one) => others(one) ?? []);
    if (way !== undefined) reach(role, way);
  }
  for (let assumer = open.pop(); assumer; assumer = open.pop())
    for (const role of admitting) {
      if (reached.has(role)) continue;
      if (principalEntry(role, assumer.requester, assumer.policies).outcome === "allowed") reach(role, assumer.way);
    }
  return reached;
}

export const A_POD = "a pod may assume it";

/** Users with an access key, and users that a trust policy names: these exist to assume roles. */
function keyOwners(model: AccessModel, admitting: readonly Identity[]): Assumer[] {
  const keys = new Set(model.accessKeys.filter(({ status }) => known(status) !== "Inactive").map(({ user }) => user));
  const declared = model.identities.filter(({ kind, name }) => kind === "user" && keys.has(name));
  const assumers = declared.map((user) => assumerOf(user.arn, readable(user.name), policiesOf(user)));
  const members = admitting
    .flatMap((role) => role.trust?.statements ?? [])
    .flatMap(({ principals }) => principals?.members ?? []);
  const named = new Set(
    members.flatMap(({ type, id }) =>
      type === "AWS" && matchesPattern(id, /:user\//) === true ? (known(id) ?? []) : [],
    ),
  );
  for (const arn of named) assumers.push(assumerOf(arn, arn.slice(arn.lastIndexOf("/") + 1), UNKNOWN_POLICIES));
  return assumers;
}

const assumerOf = (arn: AnyText, name: string, policies: IdentityPolicies): Assumer => ({
  requester: { kind: "user", arn },
  policies,
  way: `user ${name} may assume it`,
});

/** Whether a statement lets service accounts of a cluster assume the role, by their tokens or as EKS pod identities. */
const isForPods = ({ effect, principals, conditions }: Statement): boolean =>
  effect === "Allow" &&
  principals?.members.some(
    ({ type, id }) =>
      (type === "Service" && known(id) === "pods.eks.amazonaws.com") ||
      (type === "Federated" &&
        (matchesPattern(id, /oidc-provider\/oidc\.eks\./) === true ||
          conditions.some(({ values }) =>
            values.some((value) => matchesPattern(value, /^system:serviceaccount:/) === true),
          ))),
  ) === true;
