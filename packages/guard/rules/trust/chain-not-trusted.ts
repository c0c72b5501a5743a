import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { Chains, trusted } from "./support/chains";

export const chainNotTrusted: Rule = {
  id: "chain-not-trusted",
  area: "trust",
  severity: "warning",
  what: "A policy allows to assume a role that does not trust the caller.",
  why: "sts:AssumeRole needs the leave of both sides: the permission does nothing until the role's trust policy names the caller.",
  fix: "Name the caller in the role's trust policy, or drop the permission.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html",
  *check(model: AccessModel): Generator<Violation> {
    const chains = new Chains(model);
    for (const identity of model.identities) {
      if (!identity.declared || identity.kind === "group") continue;
      for (const step of chains.linksFrom(identity)) {
        const { document, role } = step.trust;
        if (!document.complete || trusted(step, "sts:AssumeRole") !== "denied") continue;
        const message = `A policy of ${identity.address} allows sts:AssumeRole on ${role.address}, whose trust policy does not let ${identity.address} in.`;
        yield { at: identity, message };
      }
    }
  },
};
