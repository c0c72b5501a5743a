import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { UNKNOWN } from "../../text";
import { trustsOf } from "./support/trusts";

export const trustMalformed: Rule = {
  id: "trust-malformed",
  area: "trust",
  severity: "error",
  what: "The trust policy is not one.",
  why: "AWS refuses it (MalformedPolicyDocument); a statement that cannot be read is not judged either.",
  fix: "Write Version, and a list Statement of objects with Effect, Principal, Action and Condition, in exactly these names.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
  *check(model: AccessModel): Generator<Violation> {
    for (const { role, document } of trustsOf(model))
      for (const { path, message } of document.problems) {
        // What is not known may turn out well.
        const unknown = JSON.stringify(document.document)?.includes(UNKNOWN) ?? false;
        const text = `The trust policy of ${role.address}${path === "" ? "" : `, ${path},`} ${message}.`;
        yield { at: role, message: text, ...(unknown && { severity: "warning" as const }) };
      }
  },
};
