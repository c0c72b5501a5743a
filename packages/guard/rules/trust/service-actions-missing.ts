import type { AccessModel } from "../../model";
import { evaluate } from "../../policy/evaluate";
import type { Rule, Violation } from "../../rule";
import { known } from "../../text";
import { listed } from "./support/describe";
import { type Trust, trustsOf } from "./support/trusts";

export const serviceActionsMissing: Rule = {
  id: "service-actions-missing",
  area: "trust",
  severity: "error",
  what: "A service that tags its sessions is not allowed to tag them.",
  why: "EKS Pod Identity tags every session with the pod's names; IAM Roles Anywhere tags it with the certificate's names and sets its source identity. Without permission for that, they get no session at all.",
  fix: "Allow pods.eks.amazonaws.com to call sts:AssumeRole and sts:TagSession; allow rolesanywhere.amazonaws.com to call sts:SetSourceIdentity as well.",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html",
  *check(model: AccessModel): Generator<Violation> {
    for (const trust of trustsOf(model)) {
      if (!trust.document.complete) continue;
      for (const [service, actions] of NEEDED) {
        const named = trust.allows.some(({ statement }) =>
          statement.principals?.members.some(({ id }) => known(id) === service),
        );
        if (!named || asked(trust, service, "sts:AssumeRole") === "denied") continue;
        const missing = actions.filter((action) => asked(trust, service, action) === "denied");
        if (missing.length === 0) continue;
        const message = `The trust policy of ${trust.role.address} allows ${service} to call sts:AssumeRole but not ${listed(missing)}.`;
        yield { at: trust.role, message };
      }
    }
  },
};

/** @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html */
const NEEDED: readonly [string, readonly string[]][] = [
  ["pods.eks.amazonaws.com", ["sts:TagSession"]],
  ["rolesanywhere.amazonaws.com", ["sts:TagSession", "sts:SetSourceIdentity"]],
];

function asked({ role, policy }: Trust, name: string, action: string) {
  // Sessions carry the pod's or the certificate's own names, whatever they are.
  const context = { get: (key: string) => (/^(aws|sts):/.test(key) ? ("unknown" as const) : undefined) };
  const request = { requester: { kind: "service" as const, name }, action, resource: role.arn, context };
  return evaluate(request, { resource: [policy], resourceMustAllow: true }).outcome;
}
