import type { Rule } from "../../rule";
import { configuredCredentials } from "./support/configured";

export const providerCredential: Rule = {
  id: "provider-credential",
  area: "secret",
  severity: "error",
  what: "A provider is configured with a credential that is written in the configuration.",
  why: "It is the credential that may change everything Terraform manages, and the whole history of the repository holds it.",
  fix: "Revoke it and leave the argument out: the provider takes a role from the environment, as in GitHub Actions by OIDC.",
  source: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration",
  check: (model) => configuredCredentials(model, model.providers),
};
