import { z } from "zod";
import { Namespace } from "../kubernetes-names";
import { AwsAccess } from "./kubernetes/aws-access";
import { Canvas } from "./kubernetes/canvas";
import { Deployment } from "./kubernetes/deployment";
import { ExternalSecret } from "./kubernetes/external-secret";
import { Identity } from "./kubernetes/identity";
import { SecretStore } from "./kubernetes/secret-store";
import { KubernetesTerraform } from "./kubernetes/terraform";

export const EXTERNAL_SECRETS_VERSIONS = ["external-secrets.io/v1", "external-secrets.io/v1beta1"] as const;

export const Kubernetes = z
  .strictObject({
    namespace: Namespace.regex(/^(?!kube-)/, { error: "must not begin with kube-, which is reserved for the cluster" })
      .default("openhands")
      .describe("The namespace of OpenHands, at most 63 characters."),
    createNamespace: z
      .boolean({ error: "must be true or false" })
      .optional()
      .describe("Whether to create the namespace. Default: the value of deployment.generate."),
    apiVersions: z
      .strictObject({
        externalSecrets: z
          .enum(EXTERNAL_SECRETS_VERSIONS)
          .default("external-secrets.io/v1")
          .describe(
            "v1 is for External Secrets 0.16 and later. Older operators know only v1beta1, which 0.17 and later no longer serve. https://github.com/external-secrets/external-secrets/releases/tag/v0.17.0",
          ),
      })
      .prefault({})
      .describe("Versions of the APIs that the cluster serves."),
    secretStore: SecretStore.prefault({}),
    externalSecret: ExternalSecret.prefault({}),
    deployment: Deployment.prefault({}),
    awsAccess: AwsAccess.prefault({}),
    canvas: Canvas.optional(),
    identity: Identity.optional(),
    terraform: KubernetesTerraform.optional(),
  })
  .describe(
    "The Kubernetes side: manifests/ and, if configured, the stack openhands-kubernetes. Leave it out to have none.",
  );
export type KubernetesSection = z.infer<typeof Kubernetes>;
