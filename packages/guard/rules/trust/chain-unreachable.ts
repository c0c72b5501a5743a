import type { AccessModel } from "../../model";
import type { Rule, Severity, Violation } from "../../rule";
import { isKnown } from "../../text";
import { type ChainLink, Chains, permitted, taken } from "./support/chains";
import { trustsOf } from "./support/trusts";

export const chainUnreachable: Rule = {
  id: "chain-unreachable",
  area: "trust",
  severity: "error",
  what: "A principal that the role trusts is not allowed to assume it.",
  why: "A role chain needs both sides: the trust policy of the role and, always across accounts, sts:AssumeRole in a policy of the caller.",
  fix: "Allow the caller sts:AssumeRole on the role's ARN, or remove the caller from the trust policy.",
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
    ? "; within one account the trust policy alone is enough, because it names the caller itself"
    : "";

function severityOf(step: ChainLink, only: boolean): Severity {
  if (taken(step).outcome === "denied") return only ? "error" : "warning";
  // Both are in one account: certainly, or only if the unknown account is the same one.
  return isKnown(step.trust.role.account) ? "info" : "warning";
}
