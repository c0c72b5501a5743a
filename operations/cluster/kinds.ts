/** By their full names: other operators may have a kind of the same name. */
export const EXTERNAL_SECRETS = "externalsecrets.external-secrets.io";
export const SECRET_STORES = "clustersecretstores.external-secrets.io";
