import { assumeRole, type RoleRequest } from "../policy/assume-role";
import { shown } from "../policy/context";
import type { Decision } from "../policy/request";
import { any, type Ternary } from "../policy/ternary";
import { sameText } from "../policy/wildcard";
import type { AnyText } from "../text";
import { bearer, type Token } from "./token";

/**
 * Whether the bearer of a token gets a session of a role.
 * @param audiences client ids of the IAM OIDC provider, which refuses tokens for others before any policy is evaluated;
 *   undefined: not known, every audience is accepted
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export function assumeRoleWithToken(token: Token, role: RoleRequest["role"], audiences?: readonly AnyText[]): Decision {
  const audience = token.claims.aud ?? "";
  const accepted: Ternary = audiences ? any(audiences, (one) => sameText(one, audience)) : true;
  const decision = assumeRole({ ...bearer(token), role });
  if (accepted === true || (accepted === "unknown" && decision.outcome !== "allowed")) return decision;
  const outcome = accepted === false ? "denied" : "unknown";
  const text = `${outcome}: the provider ${token.issuer} accepts tokens for ${audiences?.map(shown).join(", ") || "no audience"}, but this one is for ${shown(audience)}`;
  return { outcome, explicit: false, because: [{ text }] };
}
