import type { AccessModel } from "../../../access/model";
import { evaluate } from "../../../access/policy/evaluate";
import type { Rule, Violation } from "../../rule";
import { type Trust, trustsOf } from "./support/trusts";

export const podIdentityUntagged: Rule = {
  id: "pod-identity-untagged",
  area: "trust",
  severity: "error",
  what: "EKS Pod Identity may assume the role but not tag the session.",
  why: "The agent always tags its sessions with cluster, namespace and service account; without sts:TagSession no pod gets any.",
  fix: "Allow pods.eks.amazonaws.com both sts:AssumeRole and sts:TagSession.",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html",
  *check(model: AccessModel): Generator<Violation> {
    for (const trust of trustsOf(model)) {
      if (!trust.allows.some(({ statement }) => statement.principals?.members.some(({ id }) => id === SERVICE)))
        continue;
      if (!trust.document.complete || allowed(trust, "sts:AssumeRole") !== "allowed") continue;
      if (allowed(trust, "sts:TagSession") !== "denied") continue;
      const message = `The trust policy of ${trust.role.address} allows ${SERVICE} sts:AssumeRole but not sts:TagSession.`;
      yield { at: trust.role, message };
    }
  },
};

const SERVICE = "pods.eks.amazonaws.com";

function allowed({ role, policy }: Trust, action: string) {
  const requester = { kind: "service" as const, name: SERVICE };
  // Sessions are tagged with the pod's own names, whatever they are.
  const context = { get: (key: string) => (/^aws:(requesttag|source)/.test(key) ? ("unknown" as const) : undefined) };
  const request = { requester, action, resource: role.arn, context };
  return evaluate(request, { resource: [policy], resourceMustAllow: true }).outcome;
}
