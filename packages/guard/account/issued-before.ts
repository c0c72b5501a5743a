import type { AccessModel } from "../model";
import { contextOf } from "../policy/context";
import { evaluate } from "../policy/evaluate";
import { NOTHING_KNOWN } from "../text";
import { policiesOf } from "../whocan/identity-policies";
import { type AwsPrincipal, identityOf } from "../whocan/principal";

const SECOND = 1000;

/** Keys whose values the request decides: a Deny that depends on one of them denies nothing for certain. */
const ANY_REQUEST = () => true;

/**
 * What the principal's own policies do to its sessions, whatever action, resource and request:
 * - `cut`: all that were issued before the instant are denied everything, and later ones are not.
 * - `works`: of the former, some may still work.
 * - `all-cut`: later ones are denied everything as well.
 */
export function sessionsIssuedBefore(
  model: AccessModel,
  principal: AwsPrincipal,
  instant: Date,
): "cut" | "works" | "all-cut" {
  const identity = identityOf(model, principal);
  if (!identity?.declared) return "works";
  const deniedAt = (time: number): boolean => {
    const issued = { "aws:TokenIssueTime": new Date(time).toISOString() };
    const request = { requester: principal, action: NOTHING_KNOWN, resource: NOTHING_KNOWN };
    const decision = evaluate({ ...request, context: contextOf(issued, ANY_REQUEST) }, policiesOf(identity));
    return decision.outcome === "denied" && decision.explicit;
  };
  // Issue times are whole seconds. Long ago as well: the deny must not begin somewhere.
  const before = [instant.getTime() - SECOND, instant.getTime() - 40 * 3600 * SECOND];
  if (!before.every(deniedAt)) return "works";
  return deniedAt(instant.getTime()) ? "all-cut" : "cut";
}
