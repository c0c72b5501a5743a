import type { AccessModel, Location } from "../../../model";
import { asText } from "../../../support/json";
import { resourceAt } from "../../../support/resources";
import { matchesPattern } from "../../../text";

/** Attributes that providers fill with secrets, by type of resource. */
const SENSITIVE: Readonly<Record<string, readonly string[]>> = {
  aws_iam_access_key: ["secret", "ses_smtp_password_v4"],
  aws_iam_user_login_profile: ["password"],
  aws_iam_service_specific_credential: ["service_password", "service_credential_secret"],
  aws_iam_virtual_mfa_device: ["base_32_string_seed", "qr_code_png"],
  aws_ssm_parameter: ["value"],
  aws_secretsmanager_secret_version: ["secret_string", "secret_binary"],
  aws_secretsmanager_random_password: ["random_password"],
  aws_db_instance: ["password"],
  aws_rds_cluster: ["master_password"],
  aws_redshift_cluster: ["master_password"],
  aws_docdb_cluster: ["master_password"],
  aws_elasticache_replication_group: ["auth_token"],
  aws_cognito_user_pool_client: ["client_secret"],
  aws_lightsail_key_pair: ["private_key"],
  aws_api_gateway_api_key: ["value"],
  aws_ecr_authorization_token: ["authorization_token", "password"],
  aws_eks_cluster_auth: ["token"],
  random_password: ["result", "bcrypt_hash"],
  tls_private_key: ["private_key_pem", "private_key_openssh", "private_key_pem_pkcs8"],
  kubernetes_secret: ["data", "binary_data"],
  kubernetes_secret_v1: ["data", "binary_data"],
  kubernetes_token_request_v1: ["token"],
  vault_generic_secret: ["data", "data_json"],
  vault_kv_secret_v2: ["data", "data_json"],
  azuread_application_password: ["value"],
  google_service_account_key: ["private_key"],
};

/** Names of the attributes that contain a secret. */
export const secretAttributes = (type: string): readonly string[] =>
  Object.hasOwn(SENSITIVE, type) ? (SENSITIVE[type] ?? []) : [];

/** Which of the references are to secrets: `aws_iam_access_key.ci.secret`. */
export function secretReferences(model: AccessModel, at: Location, references: readonly string[]): string[] {
  return references.filter((reference) => {
    const [, address = "", type = "", attribute = ""] =
      /^((?:.*\.)?([a-z][a-z0-9_]*)\.[^.[\]]+(?:\[[^\]]*\])?)\.(\w+)$/.exec(reference) ?? [];
    if (!secretAttributes(type).includes(attribute)) return false;
    return type !== "aws_ssm_parameter" || !isPublic(model, at, address);
  });
}

/** A parameter that is stored in plain text, or one of those that AWS publishes. */
function isPublic(model: AccessModel, at: Location, address: string): boolean {
  const parameter = resourceAt(model, at, address);
  if (parameter?.mode === "managed")
    return matchesPattern(asText(parameter.argument("type")?.value ?? null), /^String/) === true;
  return matchesPattern(asText(parameter?.argument("name")?.value ?? null), /^\/aws\//) === true;
}
