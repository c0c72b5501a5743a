import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { Chains, trusted } from "./support/chains";

export const chainNotTrusted: Rule = {
  id: "chain-not-trusted",
  area: "trust",
  severity: "warning",
  what: "A policy allows assuming a role that does not trust the caller.",
  why: "sts:AssumeRole must be allowed by both sides: the permission has no effect until the role's trust policy names the caller.",
  fix: "Name the caller in the role's trust policy, or remove the permission.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html",
  *check(model: AccessModel): Generator<Violation> {
    const chains = new Chains(model);
    for (const identity of model.identities) {
      if (!identity.declared || identity.kind === "group") continue;
      for (const step of chains.linksFrom(identity)) {
        const { document, role } = step.trust;
        if (!document.complete || trusted(step, "sts:AssumeRole") !== "denied") continue;
        const message = `A policy of ${identity.address} allows sts:AssumeRole on ${role.address}, whose trust policy does not accept ${identity.address}.`;
        yield { at: identity, message };
      }
    }
  },
};
