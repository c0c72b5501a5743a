import { z } from "zod";
import { Namespace, ObjectName, SecretKey } from "../../kubernetes-names";

export const KeySecret = z
  .strictObject({
    namespace: Namespace.default("external-secrets").describe("The Secret's namespace."),
    name: ObjectName.default("awssm-secret").describe("The Secret's name; it must already exist."),
    accessKeyIdKey: SecretKey.default("access-key").describe("The Secret's key for the access key's id."),
    secretAccessKeyKey: SecretKey.default("secret-access-key").describe("The Secret's key for the secret access key."),
  })
  .refine(({ accessKeyIdKey, secretAccessKeyKey }) => accessKeyIdKey !== secretAccessKeyKey, {
    path: ["secretAccessKeyKey"],
    error: "must be a different key from accessKeyIdKey",
  })
  .describe("An access key of externalSecrets.user in a Secret. Default: none.");

const ServiceAccount = z
  .strictObject({
    namespace: Namespace.default("external-secrets").describe("The ServiceAccount's namespace."),
    name: ObjectName.default("external-secrets").describe(
      "The ServiceAccount's name; its annotation eks.amazonaws.com/role-arn names externalSecrets.role.",
    ),
  })
  .describe("The cluster's own workload identity: a ServiceAccount whose token AWS trusts. Default: none.");

export const SecretStore = z
  .strictObject({
    name: ObjectName.default("parameterstore").describe("The ClusterSecretStore's name."),
    generate: z
      .boolean({ error: "must be true or false" })
      .default(true)
      .describe(
        "true: it is in manifests/external-secrets/secretstore.yaml. false: a store with this name already exists.",
      ),
    auth: z
      .strictObject({
        secret: KeySecret.optional(),
        serviceAccount: ServiceAccount.optional(),
        role: z
          .literal(true, { error: "must be true, or be left out" })
          .optional()
          .describe(
            "true: assume externalSecrets.role, with the access key, with the ServiceAccount or, without either, with the operator's own identity. Default: no role.",
          ),
      })
      .refine(({ secret, serviceAccount, role }) => secret || serviceAccount || role, {
        error:
          "must have one of secret, serviceAccount, role; otherwise the store uses whatever permissions the operator happens to have",
      })
      .refine(({ secret, serviceAccount }) => !secret || !serviceAccount, {
        error: "must have secret or serviceAccount, not both",
      })
      .optional()
      .describe(
        "How the store authenticates to AWS. Default: secret with its defaults, or role where only externalSecrets.role is set. https://external-secrets.io/latest/provider/aws-parameter-store/",
      ),
  })
  .describe("The ClusterSecretStore through which the Parameter Store is read.");
