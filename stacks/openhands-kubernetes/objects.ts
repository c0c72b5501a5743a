import { roleArn } from "@openhands-aws/constructs/iam";
import { clusterSecretStore, externalSecret, type Manifest, namespace } from "@openhands-aws/constructs/kubernetes";
import { CANVAS_KEY_VARIABLES, canvasKeyParameters } from "../../config/canvas-keys";
import type { Config } from "../../config/config";
import { credentialParameters } from "../../config/credentials";
import type { Kubernetes } from "../../config/kubernetes";
import { accountOf } from "../account";
import { rbacObjects } from "../openhands-operations/rbac-objects";
import { workload } from "./deployment";

/** An object of the cluster, and where manifests/ and Terraform put it. */
export interface ClusterObject {
  /** Below manifests/, with `/`. */
  readonly file: string;
  /** The second part of its Terraform address. */
  readonly label: string;
  /** The keys of the config from which it is made. */
  readonly from: string;
  readonly manifest: Manifest;
}

/** Every object of the cluster, in the order in which they are applied. */
export function clusterObjects(config: Config, kubernetes: Kubernetes): ClusterObject[] {
  const { secretStore, createNamespace, deployment } = kubernetes;
  const secret = credentials(config, kubernetes);
  const objects: ClusterObject[] = [];
  if (secretStore.generate)
    objects.push({
      file: "external-secrets/secretstore.yaml",
      label: "secret_store",
      from: "kubernetes.secretStore, externalSecrets and aws",
      manifest: store(config, kubernetes),
    });
  if (createNamespace)
    objects.push({
      file: "openhands/namespace.yaml",
      label: "namespace",
      from: "kubernetes.namespace",
      manifest: namespace(kubernetes.namespace),
    });
  if (secret)
    objects.push({
      file: deployment.generate ? "openhands/external-secrets.yaml" : `${COMPONENT}/external-secrets.yaml`,
      label: "external_secret",
      from: FROM_CREDENTIALS,
      manifest: secret,
    });
  const keys = canvasKeys(config, kubernetes);
  if (keys)
    objects.push({
      file: "openhands/canvas-keys.yaml",
      label: "canvas_keys",
      from: "kubernetes.canvas.keys and kubernetes.secretStore.name",
      manifest: keys,
    });
  if (deployment.generate)
    for (const { name, from, manifest } of workload(config, kubernetes, [secret, keys].filter(isThere)))
      objects.push({ file: `openhands/${name}.yaml`, label: name.replaceAll("-", "_"), from, manifest });
  return [...objects, ...rbacObjects(config, kubernetes)];
}

const isThere = (manifest: Manifest | undefined): manifest is Manifest => manifest !== undefined;

/** The kustomize component's folder below manifests/. */
export const COMPONENT = "openhands/components/aws-access";
export const FROM_CREDENTIALS = "kubernetes.externalSecret, kubernetes.secretStore.name and bedrock";

function store(config: Config, { apiVersions, secretStore }: Kubernetes): Manifest {
  const { secret, serviceAccount, role } = secretStore.auth;
  const key = secret && { namespace: secret.namespace, name: secret.name };
  return clusterSecretStore({
    apiVersion: apiVersions.externalSecrets,
    name: secretStore.name,
    region: config.aws.region,
    accessKey: secret &&
      key && {
        id: { ...key, key: secret.accessKeyIdKey },
        secret: { ...key, key: secret.secretAccessKeyKey },
      },
    serviceAccount,
    role: role && roleArn(accountOf(config), config.externalSecrets.role as string),
  });
}

/** The Secret with the access key and the config's own parameters, if there is anything in it. */
export function credentials(config: Config, kubernetes: Kubernetes): Manifest | undefined {
  const { name, parameters } = kubernetes.externalSecret;
  const all = { ...credentialParameters(config), ...parameters };
  return Object.keys(all).length > 0 ? secretOf(kubernetes, name, all) : undefined;
}

/** The Secret with Agent Canvas' keys, unless it is the owner's. */
function canvasKeys(config: Config, kubernetes: Kubernetes): Manifest | undefined {
  const keys = canvasKeyParameters(config);
  if (keys.length === 0 || !kubernetes.canvas) return undefined;
  const parameters = keys.flatMap(({ key, name }) => CANVAS_KEY_VARIABLES[key].map((variable) => [variable, name]));
  return secretOf(kubernetes, kubernetes.canvas.keys.name, Object.fromEntries(parameters));
}

const secretOf = (
  { namespace, apiVersions, secretStore, externalSecret: { refreshInterval, refreshPolicy } }: Kubernetes,
  name: string,
  parameters: Readonly<Record<string, string>>,
): Manifest =>
  externalSecret({
    apiVersion: apiVersions.externalSecrets,
    ...{ name, namespace, store: secretStore.name, refreshPolicy, refreshInterval, parameters },
  });
