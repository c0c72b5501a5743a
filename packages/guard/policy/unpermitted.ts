import { known, readable } from "../text";
import type { Decision, Request } from "./request";
import { requesterAccount } from "./requester";

/**
 * What anyone with credentials may do, whatever policies say: not even a Deny takes it away.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const isAlwaysAllowed = ({ requester, action }: Request): boolean =>
  known(action)?.toLowerCase() === "sts:getcalleridentity" && requesterAccount(requester) !== undefined;

/**
 * What needs no Allow. AWS says that policies do not control it, yet exempts it from the Deny in its own examples: here
 * a Deny counts.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export const needsNoAllow = ({ requester, action }: Request): boolean =>
  known(action)?.toLowerCase() === "sts:getsessiontoken" && requester.kind === "user";

export const withoutPermission = ({ action }: Request): Decision => ({
  outcome: "allowed",
  explicit: false,
  because: [{ text: `allowed: ${readable(action)} needs no permission` }],
});
