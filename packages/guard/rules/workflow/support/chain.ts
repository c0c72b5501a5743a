import type { AccessModel, Identity } from "../../../model";
import { assumeRole } from "../../../policy/assume-role";
import { contextOf } from "../../../policy/context";
import { type Entry, entryOf, withDoubts } from "../../../whocan/entry";
import { policiesOf, UNKNOWN_POLICIES } from "../../../whocan/identity-policies";
import { trustPolicy } from "../../../whocan/trust-policy";
import { targetOf } from "./target";

/** The condition keys that the caller chooses, or that depend on where it runs, may have any value. */
const ANY_CALLER = contextOf({}, (key) => /^(aws|sts):/.test(key));

/** Whether a session of one role can assume the next role. */
export function chained(model: AccessModel, caller: string, role: Identity, tagged: boolean): Entry {
  const trust = trustPolicy(role);
  if (!trust) return withDoubts(role, { outcome: "denied", because: [] });
  const from = targetOf(model, caller);
  const identity = from.kind === "role" ? from.role : undefined;
  return withDoubts(
    role,
    entryOf(
      assumeRole({
        requester: { kind: "role", arn: identity?.arn ?? caller },
        role: { arn: role.arn, trust },
        context: ANY_CALLER,
        policies: identity ? policiesOf(identity) : UNKNOWN_POLICIES,
        tagged,
      }),
    ),
  );
}
