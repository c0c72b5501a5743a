import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { UNKNOWN } from "../../text";
import { trustsOf } from "./support/trusts";

export const trustMalformed: Rule = {
  id: "trust-malformed",
  area: "trust",
  severity: "error",
  what: "The trust policy is not valid.",
  why: "AWS rejects it (MalformedPolicyDocument), and a statement that cannot be read is not checked either.",
  fix: "Write Version, and Statement as a list of objects with Effect, Principal, Action and Condition, spelled exactly so.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
  *check(model: AccessModel): Generator<Violation> {
    for (const { role, document } of trustsOf(model))
      for (const { path, message } of document.problems) {
        // The unknown part may turn out to be valid.
        const unknown = JSON.stringify(document.document)?.includes(UNKNOWN) ?? false;
        const text = `The trust policy of ${role.address}: ${path === "" ? "" : `${path} `}${message}.`;
        yield { at: role, message: text, ...(unknown && { severity: "warning" as const }) };
      }
  },
};
