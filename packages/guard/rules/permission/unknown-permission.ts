import type { Rule } from "../../rule";

export const unknownPermission: Rule = {
  id: "unknown-permission",
  area: "permission",
  severity: "info",
  what: "A permission, or the identity that has it, is not known before apply.",
  why: "The other rules have not checked it, so it is not known to be safe.",
  fix: "Write the value as a variable's default, a literal or a reference, or check the plan (terraform show -json) instead.",
  source: "https://developer.hashicorp.com/terraform/internals/json-format",
  *check({ unknowns }) {
    for (const unknown of unknowns)
      if (unknown.about !== "trust") yield { at: unknown, message: `${unknown.what} is not known: ${unknown.why}.` };
  },
};
