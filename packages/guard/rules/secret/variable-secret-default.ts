import type { Rule } from "../../rule";
import { literalsIn } from "./support/literals";
import { isOfPlan, nameOf } from "./support/origins";
import { literalViolation } from "./support/violation";

export const variableSecretDefault: Rule = {
  id: "variable-secret-default",
  area: "secret",
  severity: "error",
  what: "A variable gets a secret from its default, or from a file of settings.",
  why: "It is in the repository and its history; `sensitive` hides it in Terraform's output only.",
  fix: "Change the secret, delete it there, set sensitive = true, and give the value when Terraform runs.",
  source: "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
  *check(model) {
    for (const at of model.variables) {
      if (isOfPlan(at) || !at.value) continue;
      for (const literal of literalsIn(at.value.value, nameOf(at))) {
        const { message, ...violation } = literalViolation(at, {
          ...literal,
          path: "its default or a file of settings",
        });
        yield { ...violation, message: `${message}${at.sensitive ? "" : ", and it is not sensitive"}` };
      }
    }
  },
};
