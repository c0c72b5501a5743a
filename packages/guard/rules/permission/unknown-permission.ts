import type { Rule } from "../../rule";
import { causeOf } from "../../unread";

const MODULE_FIX =
  "Check the plan (terraform show -json), which holds what the module creates, or give the folder that holds the module.";

export const unknownPermission: Rule = {
  id: "unknown-permission",
  area: "permission",
  severity: "warning",
  notChecked: true,
  what: "A permission, the identity that has it, or a module that could grant something, is not known.",
  why: "The other rules have not checked it, so it is not known to be safe.",
  fix: "Write the value as a variable's default, a literal or a reference, or check the plan (terraform show -json) instead.",
  source: "https://developer.hashicorp.com/terraform/internals/json-format",
  *check({ unknowns }) {
    for (const at of unknowns) {
      const { about, what, why, harmless } = at;
      if (about === "trust") continue;
      const message = `${what} is not known: ${why}.`;
      yield {
        at,
        message,
        cause: causeOf(at),
        ...(harmless && { severity: "info" }),
        ...(about === "module" && { fix: MODULE_FIX }),
      };
    }
  },
};
