import { publisherOf } from "./release";
import type { ConfigFile } from "./schema";
import type { KubernetesSection } from "./schema/kubernetes";
import { KeySecret } from "./schema/kubernetes/secret-store";

type Auth = NonNullable<KubernetesSection["secretStore"]["auth"]>;

/** The section `kubernetes` with every default that depends on another value filled in. */
export type Kubernetes = Omit<KubernetesSection, "createNamespace" | "secretStore" | "deployment" | "awsAccess"> & {
  readonly createNamespace: boolean;
  readonly secretStore: Omit<KubernetesSection["secretStore"], "auth"> & { readonly auth: Auth };
  readonly deployment: Omit<KubernetesSection["deployment"], "image"> & {
    readonly image: KubernetesSection["deployment"]["image"] & { readonly repository: string };
  };
  readonly awsAccess: Omit<KubernetesSection["awsAccess"], "name" | "labels"> & {
    readonly target: { readonly name: string } | { readonly labels: string };
  };
};

export function completeKubernetes(file: ConfigFile, kubernetes: KubernetesSection): Kubernetes {
  const { deployment, secretStore, awsAccess } = kubernetes;
  const { name = deployment.name, labels, ...access } = awsAccess;
  const repository = deployment.image.repository ?? `${publisherOf(file)}/openhands`;
  return {
    ...kubernetes,
    createNamespace: kubernetes.createNamespace ?? deployment.generate,
    secretStore: { ...secretStore, auth: secretStore.auth ?? defaultAuth(file) },
    deployment: { ...deployment, image: { ...deployment.image, repository } },
    awsAccess: { ...access, target: labels === undefined ? { name } : { labels } },
  };
}

/** The design's cluster has no workload identity: an access key in a Secret, unless only a role may read. */
export const defaultAuth = ({ externalSecrets: { role, user } }: ConfigFile): Auth =>
  role !== undefined && user === undefined ? { role: true } : { secret: KeySecret.parse({}) };
