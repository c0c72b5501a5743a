import type { Identity } from "../model";
import { assumeRole } from "../policy/assume-role";
import { contextOf } from "../policy/context";
import type { Requester } from "../policy/requester";
import { type Entry, entryOf } from "./entry";
import type { IdentityPolicies } from "./identity-policies";
import { trustPolicy } from "./trust-policy";

/** The keys that a caller chooses (external id, session name, tags) or that depend on where they call from may have any value. */
const ANY_CALLER = contextOf({}, (key) => /^(aws|sts):/.test(key));

/** Whether an AWS principal gets a session of a role. */
export function principalEntry(role: Identity, requester: Requester, policies: IdentityPolicies): Entry {
  const trust = trustPolicy(role);
  if (!trust) return { outcome: "denied", because: [] };
  const request = { requester, role: { arn: role.arn, trust }, context: ANY_CALLER, policies };
  const entry = entryOf(assumeRole(request));
  if (entry.outcome !== "allowed") return entry;
  if (assumeRole({ ...request, tagged: true }).outcome === "allowed") return entry;
  return { ...entry, because: [...entry.because, WITHOUT_TAGS] };
}

/** @see https://github.com/aws-actions/configure-aws-credentials#session-tagging-and-name */
const WITHOUT_TAGS =
  "only without session tags, because they need sts:TagSession on both sides: set role-skip-session-tagging: true in aws-actions/configure-aws-credentials";

/** Whether the trust policy may mean an AWS principal at all; otherwise there is no need to evaluate it. */
export const mayAdmitPrincipals = ({ trust }: Identity): boolean =>
  trust?.statements.some(
    ({ effect, principals }) =>
      effect === "Allow" &&
      (!principals || principals.not || principals.members.some(({ type }) => type === "AWS" || type === "*")),
  ) ?? false;
