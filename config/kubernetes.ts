import { completeIdentity, type Identity } from "./identity";
import { releaseOf } from "./releases";
import type { ConfigFile } from "./schema";
import type { KubernetesSection } from "./schema/kubernetes";
import { Canvas } from "./schema/kubernetes/canvas";
import { KeySecret } from "./schema/kubernetes/secret-store";

type Deployment = KubernetesSection["deployment"];
type Resources = Deployment["resources"] & { readonly limits: { readonly memory: string } };
type Auth = NonNullable<KubernetesSection["secretStore"]["auth"]>;

/** The section `kubernetes` with every default that depends on another value filled in. */
export type Kubernetes = Omit<
  KubernetesSection,
  "createNamespace" | "secretStore" | "deployment" | "awsAccess" | "identity"
> & {
  readonly identity?: Identity;
  readonly createNamespace: boolean;
  readonly secretStore: Omit<KubernetesSection["secretStore"], "auth"> & { readonly auth: Auth };
  readonly deployment: Omit<Deployment, "image" | "resources"> & {
    readonly image: Deployment["image"] & { readonly repository: string };
    readonly resources: Resources;
  };
  readonly awsAccess: Omit<KubernetesSection["awsAccess"], "name" | "labels"> & {
    readonly target: { readonly name: string } | { readonly labels: string };
  };
};

export function completeKubernetes(file: ConfigFile, kubernetes: KubernetesSection): Kubernetes {
  const { deployment, secretStore, awsAccess } = kubernetes;
  const { name = deployment.name, labels, ...access } = awsAccess;
  const { app, family } = releaseOf(file);
  const repository = deployment.image.repository ?? app;
  const { requests, limits } = deployment.resources;
  const memory = memoryLimit(file, deployment);
  return {
    ...kubernetes,
    createNamespace: kubernetes.createNamespace ?? deployment.generate,
    secretStore: { ...secretStore, auth: secretStore.auth ?? defaultAuth(file) },
    deployment: {
      ...deployment,
      image: { ...deployment.image, repository },
      resources: { requests, limits: { ...limits, memory } },
    },
    identity: file.posture === "hardened" ? completeIdentity(kubernetes) : undefined,
    canvas: family === "canvas" ? Canvas.parse(kubernetes.canvas ?? {}) : undefined,
    awsAccess: { ...access, target: labels === undefined ? { name } : { labels } },
  };
}

/** The agents of Agent Canvas run in its own container; it takes 0.9 GiB idle, and each conversation 0.1 more. */
export const memoryLimit = (file: ConfigFile, { resources }: Pick<Deployment, "resources">): string =>
  resources.limits.memory ?? (releaseOf(file).family === "canvas" ? "4Gi" : "2Gi");

/** The design's cluster has no workload identity: an access key in a Secret, unless only a role may read. */
export const defaultAuth = ({ externalSecrets: { role, user } }: ConfigFile): Auth =>
  role !== undefined && user === undefined ? { role: true } : { secret: KeySecret.parse({}) };
