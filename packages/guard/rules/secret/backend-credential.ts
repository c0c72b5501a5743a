import type { Rule } from "../../rule";
import { configuredCredentials } from "./support/configured";

export const backendCredential: Rule = {
  id: "backend-credential",
  area: "secret",
  severity: "error",
  what: "The backend that stores Terraform's state has a credential that is written in the configuration.",
  why: "It gives access to the state, and so to every secret in it; the repository's history, .terraform and saved plans contain it.",
  fix: "Revoke it and remove the argument: the backend reads it from the environment (AWS_*, TF_HTTP_PASSWORD, PG_CONN_STR, TF_TOKEN_app_terraform_io); prefer a role.",
  source: "https://developer.hashicorp.com/terraform/language/backend#credentials-and-sensitive-data",
  check: (model) => configuredCredentials(model, model.backends),
};
