import { z } from "zod";
import { Namespace, ObjectName, SecretKey } from "../../kubernetes-names";

export const KeySecret = z
  .strictObject({
    namespace: Namespace.default("external-secrets").describe("The Secret's namespace."),
    name: ObjectName.default("awssm-secret").describe("The Secret's name; it exists already."),
    accessKeyIdKey: SecretKey.default("access-key").describe("The Secret's key that holds the access key's id."),
    secretAccessKeyKey: SecretKey.default("secret-access-key").describe("The Secret's key that holds the secret."),
  })
  .refine(({ accessKeyIdKey, secretAccessKeyKey }) => accessKeyIdKey !== secretAccessKeyKey, {
    path: ["secretAccessKeyKey"],
    error: "must be another key than accessKeyIdKey",
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
      .describe("true: manifests/external-secrets/secretstore.yaml. false: a store of this name exists."),
    auth: z
      .strictObject({
        secret: KeySecret.optional(),
        serviceAccount: ServiceAccount.optional(),
        role: z
          .literal(true, { error: "must be true, or be left out" })
          .optional()
          .describe(
            "true: assume externalSecrets.role, with the access key or the ServiceAccount, and without either as what the operator itself is. Default: no role.",
          ),
      })
      .refine(({ secret, serviceAccount, role }) => secret || serviceAccount || role, {
        error:
          "must have one of secret, serviceAccount, role: without, the store reads with whatever permission the operator happens to have",
      })
      .refine(({ secret, serviceAccount }) => !secret || !serviceAccount, {
        error: "must have secret or serviceAccount, not both",
      })
      .optional()
      .describe(
        "How the store shows AWS who it is. Default: secret with its defaults; with externalSecrets.role alone, role. https://external-secrets.io/latest/provider/aws-parameter-store/",
      ),
  })
  .describe("The ClusterSecretStore that the Parameter Store is read through.");
