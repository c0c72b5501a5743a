import type { Rule } from "../../rule";
import { causeOf } from "../../unread";

export const decidedElsewhere: Rule = {
  id: "decided-elsewhere",
  area: "permission",
  severity: "info",
  what: "Something that could grant access is decided elsewhere: it is off by default, its value is a placeholder, or Terraform ignores its changes.",
  why: "What is off, or stands where a placeholder does, was not checked. A value whose changes Terraform ignores was checked as Terraform creates it, except for placeholders in it; what it is changed to later is not known.",
  fix: "Check a plan (terraform show -json) that was made with the values that are in use, or set them in a terraform.tfvars.",
  source: "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle",
  *check({ unknowns }) {
    for (const at of unknowns)
      if (at.elsewhere) yield { at, message: `${at.what} is not checked: ${at.why}.`, cause: causeOf(at) };
  },
};
