import type { AccessModel } from "../../../access/model";
import type { Rule, Violation } from "../../rule";

export const unknownTrust: Rule = {
  id: "unknown-trust",
  area: "trust",
  severity: "warning",
  what: "Whom a role trusts is not known.",
  why: "What cannot be read may let in anybody; it is not taken for safe.",
  fix: "Judge a plan (terraform show -json), give the variable a default, or write the value out.",
  source: "https://developer.hashicorp.com/terraform/internals/json-format",
  *check(model: AccessModel): Generator<Violation> {
    for (const unknown of model.unknowns)
      if (unknown.about === "trust")
        yield { at: unknown, message: `${unknown.what} of ${unknown.address} is not fully known: ${unknown.why}.` };
  },
};
