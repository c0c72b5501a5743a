import { POLICY_CHARACTERS } from "@openhands-aws/facts/iam-limits";
import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { NOTHING_KNOWN } from "../../text";
import { LONGEST_TRUST, trustsOf } from "./support/trusts";

/** Characters, without white space. */
const DEFAULT_QUOTA = POLICY_CHARACTERS.trust.default;

export const trustLength: Rule = {
  id: "trust-length",
  area: "trust",
  severity: "error",
  what: "The trust policy is longer than AWS allows.",
  why: `A trust policy can have ${DEFAULT_QUOTA} characters, or up to ${LONGEST_TRUST} where the account's quota was raised (LimitExceeded: ACLSizePerRole).`,
  fix: "List fewer subjects: share an environment or a reusable workflow, create several roles, or have the quota raised.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  *check(model: AccessModel): Generator<Violation> {
    for (const { role, document, length } of trustsOf(model)) {
      if (document.document === NOTHING_KNOWN) continue;
      if (length <= DEFAULT_QUOTA) continue;
      const most = length > LONGEST_TRUST ? LONGEST_TRUST : DEFAULT_QUOTA;
      const message = `The trust policy of ${role.address} has ${length} characters (without white space), more than ${most}.`;
      yield { at: role, message, ...(most === DEFAULT_QUOTA && { severity: "warning" as const }) };
    }
  },
};
