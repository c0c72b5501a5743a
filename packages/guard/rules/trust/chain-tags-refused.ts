import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { type ChainLink, Chains, permitted, trusted } from "./support/chains";
import { trustsOf } from "./support/trusts";

export const chainTagsRefused: Rule = {
  id: "chain-tags-refused",
  area: "trust",
  severity: "warning",
  what: "Only one side of a role chain allows session tags.",
  why: "aws-actions/configure-aws-credentials tags the session of a chained role unless told not to. Without sts:TagSession in both the trust policy and the caller's policy, the step fails.",
  fix: "Allow sts:TagSession on both sides, or on neither and set role-skip-session-tagging: true.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required",
  *check(model: AccessModel): Generator<Violation> {
    const chains = new Chains(model);
    for (const trust of trustsOf(model))
      for (const step of chains.linksTo(trust)) {
        const lacking = lackingSide(step);
        if (lacking === undefined) continue;
        const { address } = step.caller.identity;
        const message = `${address} cannot tag its sessions of ${trust.role.address}: ${lacking}.`;
        yield { at: trust.role, message };
      }
  },
};

function lackingSide(step: ChainLink): string | undefined {
  const { caller, trust } = step;
  if (!caller.known || !trust.document.complete || permitted(step, "sts:AssumeRole") === "denied") return undefined;
  const [theirs, ours] = [permitted(step, "sts:TagSession"), trusted(step, "sts:TagSession")];
  if (theirs === "allowed" && ours === "denied")
    return `a policy of ${caller.identity.address} allows sts:TagSession, but the trust policy of ${trust.role.address} does not`;
  return theirs === "denied" && ours !== "denied"
    ? `the trust policy of ${trust.role.address} allows sts:TagSession, but no policy of ${caller.identity.address} does`
    : undefined;
}
