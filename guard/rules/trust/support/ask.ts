import type { Token } from "../../../../access/claims/token";
import { bearer } from "../../../../access/claims/token";
import type { Identity } from "../../../../access/model";
import { assumeRole } from "../../../../access/policy/assume-role";
import { contextOf, joined } from "../../../../access/policy/context";
import type { Policy } from "../../../../access/policy/policy";
import type { Decision } from "../../../../access/policy/request";

/**
 * What a trust policy, or one statement of it, says to the bearer of a token.
 * @param chosen condition keys that follow from the request, not from the token
 */
export function ask(
  role: Identity,
  trust: Policy,
  token: Token,
  chosen: Parameters<typeof contextOf>[0] = {},
): Decision {
  const { requester, context } = bearer(token);
  return assumeRole({ requester, role: { arn: role.arn, trust }, context: joined(contextOf(chosen), context) });
}
