import type { Unknown } from "../../model";
import type { Rule } from "../../rule";
import { causeOf } from "../../unread";

const FIXES: Partial<Record<Unknown["about"], string>> = {
  module:
    "Check the plan (terraform show -json), which holds what the module creates, run terraform init first if the module comes from a registry or from git, or give the folder that holds it.",
  origin: "Run terraform init before the guard, in the same job and where no .terraform folder was checked out.",
  template:
    "Declare it with types and values that are checked (docs/guard.md names them), give the template as a file or in template_body, or review it by hand.",
  command: "Declare what the command does as a resource, or review it by hand.",
  settings: "Name the files of values that are used with --var-file, and delete those that are not.",
};

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
      const { about, what, why, harmless, elsewhere } = at;
      if (about === "trust" || elsewhere) continue;
      const message = `${what} is not known: ${why}.`;
      yield { at, message, cause: causeOf(at), ...(harmless && { severity: "info" }), fix: FIXES[about] };
    }
  },
};
