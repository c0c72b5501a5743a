import type { NamedValue } from "../../../access/model";
import type { Rule } from "../../rule";
import { literalsOf } from "./support/literals";
import { literalViolation } from "./support/violation";

export const providerCredential: Rule = {
  id: "provider-credential",
  area: "secret",
  severity: "error",
  what: "A provider is configured with a credential that is written in the configuration.",
  why: "It is the credential that may change everything Terraform manages, and the whole history of the repository holds it.",
  fix: "Revoke it and leave the argument out: the provider takes a role from the environment, as in GitHub Actions by OIDC.",
  source: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration",
  *check(model) {
    for (const at of model.providers) {
      if (!at.value || isEmulated(at)) continue;
      for (const literal of literalsOf(model, { at, argument: "provider", value: at.value.value }))
        yield literalViolation(at, { ...literal, path: literal.path.replace(/^provider\./, "") });
    }
  },
};

/** What an emulator on this machine is given opens nothing. */
function isEmulated({ value }: NamedValue): boolean {
  const settings = value?.value;
  if (typeof settings !== "object" || settings === null || !("endpoints" in settings)) return false;
  return /https?:\/\/(?:localhost|127\.0\.0\.1|localstack|moto|host\.docker\.internal|[\w.-]*localhost\.localstack\.cloud)["/:]/.test(
    JSON.stringify(settings.endpoints),
  );
}
