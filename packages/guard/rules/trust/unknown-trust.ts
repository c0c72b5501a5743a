import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { causeOf } from "../../unread";
import { placed } from "./support/describe";
import { allowStatements, trustsUnnamedProvider } from "./support/trusts";

export const unknownTrust: Rule = {
  id: "unknown-trust",
  area: "trust",
  severity: "warning",
  notChecked: true,
  what: "It is not known whom a role trusts.",
  why: "A policy that cannot be read may accept anyone; it is never assumed to be safe.",
  fix: "Run the guard on a plan (terraform show -json), give the variable a default, or write out the value.",
  source: "https://developer.hashicorp.com/terraform/internals/json-format",
  *check(model: AccessModel): Generator<Violation> {
    const told = new Set<string>();
    for (const unknown of model.unknowns) {
      if (unknown.about !== "trust") continue;
      told.add(`${unknown.root}\n${unknown.address}`);
      if (unknown.elsewhere) continue;
      yield {
        at: unknown,
        message: `${unknown.what} of ${unknown.address} is not fully known: ${unknown.why}.`,
        cause: causeOf(unknown),
      };
    }
    for (const one of allowStatements(model)) {
      const at = one.trust.role;
      if (!trustsUnnamedProvider(one.statement) || told.has(`${at.root}\n${at.address}`)) continue;
      yield { at, message: `${placed(one)} trusts an identity provider that is not known before apply.` };
    }
  },
};
