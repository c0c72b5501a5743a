import type { AccessModel } from "../../model";
import { assumeRole } from "../../policy/assume-role";
import { contextOf } from "../../policy/context";
import type { Rule, Violation } from "../../rule";
import { type AnyText, rawText, readable } from "../../text";
import { placed } from "./support/describe";
import { ADVERSARY_ACCOUNT } from "./support/outsider";
import { allowStatements, type TrustStatement } from "./support/trusts";

export const serviceUnscoped: Rule = {
  id: "service-unscoped",
  area: "trust",
  severity: "info",
  what: "A service can use the role on behalf of any account.",
  why: "For this service, AWS documents trust policy conditions that stop another account's resource from using the role through it (the confused deputy problem).",
  fix: "Add StringEquals on aws:SourceAccount with the account's id, or ArnLike on aws:SourceArn.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention",
  *check(model: AccessModel): Generator<Violation> {
    for (const one of allowStatements(model)) {
      const service = one.statement.principals?.members.find(
        ({ type, id }) =>
          type === "Service" && DOCUMENTED.has(rawText(id).replace(/\.amazonaws\.com(\.cn)?$/, "")) && letsIn(one, id),
      );
      if (!service) continue;
      const message = `${placed(one)} accepts ${readable(service.id)}, even on behalf of another account (${ADVERSARY_ACCOUNT}).`;
      yield { at: one.trust.role, message };
    }
  },
};

/** Services whose guides show a trust policy with aws:SourceAccount or aws:SourceArn. */
const DOCUMENTED = new Set([
  "bedrock",
  "datasync",
  "delivery.logs",
  "imagebuilder",
  "logs",
  "pipes",
  "rolesanywhere",
  "scheduler",
  "ssm",
  "states",
  "transfer",
  "vpc-flow-logs",
]);

function letsIn({ trust, alone }: TrustStatement, name: AnyText): boolean {
  const context = contextOf({
    "aws:SourceAccount": ADVERSARY_ACCOUNT,
    "aws:SourceArn": `arn:aws:service:us-east-1:${ADVERSARY_ACCOUNT}:resource`,
    "aws:SourceOrgID": "o-another0000",
  });
  return (
    assumeRole({ requester: { kind: "service", name }, role: { arn: trust.role.arn, trust: alone }, context })
      .outcome === "allowed"
  );
}
