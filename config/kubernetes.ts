import { isFrom } from "./release";
import type { ConfigFile } from "./schema";

type File = NonNullable<ConfigFile["kubernetes"]>;
type Auth = NonNullable<File["secretStore"]["auth"]>;

/** The cluster's side with every default that depends on another value filled in. */
export type Kubernetes = Omit<File, "createNamespace" | "secretStore" | "deployment" | "awsAccess"> & {
  readonly createNamespace: boolean;
  readonly secretStore: Omit<File["secretStore"], "auth"> & { readonly auth: Auth };
  readonly deployment: Omit<File["deployment"], "image"> & {
    readonly image: File["deployment"]["image"] & { readonly repository: string };
  };
  readonly awsAccess: Omit<File["awsAccess"], "name" | "labels"> & {
    readonly target: { readonly name: string } | { readonly labels: string };
  };
};

export function completeKubernetes(file: ConfigFile, kubernetes: File): Kubernetes {
  const { deployment, secretStore, awsAccess } = kubernetes;
  const { name = deployment.name, labels, ...access } = awsAccess;
  const repository = deployment.image.repository ?? publishedAt(file);
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
  role !== undefined && user === undefined ? { role: true } : { secret: DEFAULT_KEY_SECRET };

const DEFAULT_KEY_SECRET = {
  namespace: "external-secrets",
  name: "awssm-secret",
  accessKeyIdKey: "access-key",
  secretAccessKeyKey: "secret-access-key",
};

/** Where OpenHands publishes a release: it moved with 0.60. */
const publishedAt = (file: ConfigFile) =>
  isFrom(file, "0.60") ? "docker.openhands.dev/openhands/openhands" : "docker.all-hands.dev/all-hands-ai/openhands";
