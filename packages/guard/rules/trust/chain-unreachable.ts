import type { AccessModel } from "../../model";
import type { Rule, Severity, Violation } from "../../rule";
import { isKnown } from "../../text";
import { type ChainLink, Chains, permitted, taken } from "./support/chains";
import { trustsOf } from "./support/trusts";

export const chainUnreachable: Rule = {
  id: "chain-unreachable",
  area: "trust",
  severity: "error",
  what: "Whom the role trusts may not assume it.",
  why: "A step from role to role needs both sides: the trust policy of the one, and in another account always, sts:AssumeRole in a policy of the other.",
  fix: "Allow the caller sts:AssumeRole on the role's ARN, or drop it from the trust policy.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html",
  *check(model: AccessModel): Generator<Violation> {
    const chains = new Chains(model);
    for (const trust of trustsOf(model)) {
      const members = trust.allows.flatMap(({ statement }) => statement.principals?.members ?? []);
      const steps = chains.linksTo(trust).filter(({ caller }) => caller.known);
      const refused = steps.filter((step) => permitted(step, "sts:AssumeRole") === "denied");
      for (const step of refused) {
        const { identity } = step.caller;
        const message = `The trust policy of ${trust.role.address} names ${identity.address}, but no policy of ${identity.address} allows sts:AssumeRole on it${reach(step)}.`;
        yield { at: trust.role, message, severity: severityOf(step, refused.length === members.length) };
      }
    }
  },
};

const reach = (step: ChainLink): string =>
  taken(step).outcome === "allowed"
    ? "; that suffices within one account, where the trust names the caller itself"
    : "";

function severityOf(step: ChainLink, only: boolean): Severity {
  if (taken(step).outcome === "denied") return only ? "error" : "warning";
  // Both are in one account: certainly, or only if the account that is not known is the same.
  return isKnown(step.trust.role.account) ? "info" : "warning";
}
