import type { Rule } from "../../rule";
import { configuredCredentials } from "./support/configured";

export const providerCredential: Rule = {
  id: "provider-credential",
  area: "secret",
  severity: "error",
  what: "A provider has a credential that is written in the configuration.",
  why: "This credential may change everything that Terraform manages, and the repository's whole history contains it.",
  fix: "Revoke it and remove the argument: the provider takes a role from the environment, as in GitHub Actions through OIDC.",
  source: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration",
  check: (model) => configuredCredentials(model, model.providers),
};
