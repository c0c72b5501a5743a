import { z } from "zod";
import { Namespace } from "../kubernetes-names";
import { AwsAccess } from "./kubernetes/aws-access";
import { Deployment } from "./kubernetes/deployment";
import { ExternalSecret } from "./kubernetes/external-secret";
import { SecretStore } from "./kubernetes/secret-store";
import { KubernetesTerraform } from "./kubernetes/terraform";

export const EXTERNAL_SECRETS_VERSIONS = ["external-secrets.io/v1", "external-secrets.io/v1beta1"] as const;

export const Kubernetes = z
  .strictObject({
    namespace: Namespace.regex(/^(?!kube-)/, { error: "must not begin with kube-, which is the cluster's own" })
      .default("openhands")
      .describe("The namespace of OpenHands, at most 63 characters."),
    createNamespace: z
      .boolean({ error: "must be true or false" })
      .optional()
      .describe("Whether the namespace is made here. Default: as deployment.generate says."),
    apiVersions: z
      .strictObject({
        externalSecrets: z
          .enum(EXTERNAL_SECRETS_VERSIONS)
          .default("external-secrets.io/v1")
          .describe(
            "v1 since External Secrets 0.16; an older operator knows v1beta1 only, and one from 0.17 on no longer serves that. https://github.com/external-secrets/external-secrets/releases/tag/v0.17.0",
          ),
      })
      .prefault({})
      .describe("Versions of the APIs that the cluster serves."),
    secretStore: SecretStore.prefault({}),
    externalSecret: ExternalSecret.prefault({}),
    deployment: Deployment.prefault({}),
    awsAccess: AwsAccess.prefault({}),
    terraform: KubernetesTerraform.optional(),
  })
  .describe(
    "The cluster's side: manifests/, and if asked for the stack openhands-kubernetes. Leave it out to have none.",
  );
export type KubernetesSection = z.infer<typeof Kubernetes>;
