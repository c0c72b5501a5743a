import type { Rule } from "../../rule";
import { readable } from "../../text";
import { capitalized } from "./support/quoted";

/** The quota that every account has, and the highest one that AWS grants on request. */
const DEFAULT = 10;
const MOST = 20;

export const managedPolicyQuota: Rule = {
  id: "managed-policy-quota",
  area: "permission",
  severity: "warning",
  what: "More managed policies are attached to an identity than the default quota allows.",
  why: "With the default quota AWS rejects the attachment on apply; more than 20 are rejected in every account.",
  fix: "Merge policies, or have the quota raised and exempt this finding.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entities",
  *check({ identities }) {
    for (const identity of identities) {
      const { kind, name, grants } = identity;
      const attached = new Set(
        grants.flatMap((grant) => (grant.kind === "managed" ? [grant.policy ?? grant.arn] : [])),
      );
      if (attached.size <= DEFAULT) continue;
      const hard = kind !== "group" && attached.size > MOST;
      yield {
        at: identity,
        message: `${capitalized(kind)} ${readable(name)} has ${attached.size} managed policies; the default quota is ${DEFAULT}.`,
        ...(hard && { severity: "error" as const }),
      };
    }
  },
};
