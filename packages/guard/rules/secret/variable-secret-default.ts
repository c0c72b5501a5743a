import type { Rule } from "../../rule";
import { literalsIn } from "./support/literals";
import { isOfPlan, nameOf } from "./support/origins";
import { literalViolation } from "./support/violation";

export const variableSecretDefault: Rule = {
  id: "variable-secret-default",
  area: "secret",
  severity: "error",
  what: "A variable gets a secret from its default or from a tfvars file.",
  why: "The repository and its history contain it; `sensitive` only hides it in Terraform's output.",
  fix: "Change the secret, remove it there, set sensitive = true, and pass the value when Terraform runs.",
  source: "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
  *check(model) {
    for (const at of model.variables) {
      if (isOfPlan(at) || !at.value) continue;
      for (const literal of literalsIn(at.value.value, nameOf(at))) {
        const { message, ...violation } = literalViolation(at, {
          ...literal,
          path: "The default or a tfvars file",
        });
        yield {
          ...violation,
          message: at.sensitive ? message : message.replace(/\.$/, ", and the variable is not sensitive."),
        };
      }
    }
  },
};
