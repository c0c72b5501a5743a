import type { Rule } from "../../rule";
import { configuredCredentials } from "./support/configured";

export const backendCredential: Rule = {
  id: "backend-credential",
  area: "secret",
  severity: "error",
  what: "The backend that keeps Terraform's state is configured with a credential that is written in the configuration.",
  why: "It opens the state, and so every secret in it; the history of the repository, .terraform and saved plans hold it.",
  fix: "Revoke it and leave the argument out: the backend takes it from the environment (AWS_*, TF_HTTP_PASSWORD, PG_CONN_STR, TF_TOKEN_app_terraform_io), best as a role.",
  source: "https://developer.hashicorp.com/terraform/language/backend#credentials-and-sensitive-data",
  check: (model) => configuredCredentials(model, model.backends),
};
