import type { Rule } from "../../rule";

export const unknownPermission: Rule = {
  id: "unknown-permission",
  area: "permission",
  severity: "info",
  what: "A permission, or who has it, is not known before apply.",
  why: "The other rules have not judged it: it is not known to be safe.",
  fix: "Give the value as a variable's default, a literal or a reference, or guard the plan: terraform show -json.",
  source: "https://developer.hashicorp.com/terraform/internals/json-format",
  *check({ unknowns }) {
    for (const unknown of unknowns)
      if (unknown.about !== "trust") yield { at: unknown, message: `${unknown.what} is not known: ${unknown.why}` };
  },
};
