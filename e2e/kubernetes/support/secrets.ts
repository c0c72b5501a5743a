import { createHash } from "node:crypto";
import type { Terraform } from "../../../embedded/terraform";
import type { Cluster, KubernetesObject } from "./cluster";
import type { Written } from "./manifests";

/** By name, a placeholder for each value: a failing test must not print a secret. */
export type Digests = Readonly<Record<string, string>>;

export const digest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 12);

export const digests = (values: Readonly<Record<string, string>>): Digests =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, digest(value)]));

/** The access key that IAM issued, as Terraform keeps it. */
export async function issuedKey(terraform: Terraform): Promise<Digests> {
  const { stdout } = await terraform.run("state", "pull");
  const { resources } = JSON.parse(stdout) as {
    resources: { type: string; instances: { attributes: { id: string; secret: string } }[] }[];
  };
  const { id, secret } = resources.find(({ type }) => type === "aws_iam_access_key")?.instances[0]?.attributes ?? {};
  if (!id || !secret) throw new Error("The state contains no access key");
  return digests({ AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret });
}

export function contents({ data }: KubernetesObject): Digests {
  const entries = Object.entries(data as Record<string, string>);
  return digests(Object.fromEntries(entries.map(([key, value]) => [key, Buffer.from(value, "base64").toString()])));
}

/** A container's environment as the kubelet would create it. @throws if a Secret or one of its keys is missing */
export async function environment(cluster: Cluster, pod: KubernetesObject, container: string): Promise<Digests> {
  const values: Record<string, string> = {};
  const { env } = pod.spec.containers.find(({ name }: { name: string }) => name === container);
  for (const { name, value, valueFrom } of env) {
    if (value !== undefined) values[name] = digest(value);
    const reference = valueFrom?.secretKeyRef;
    if (!reference) continue;
    const held = contents(await cluster.get("secret", reference.name, pod.metadata.namespace))[reference.key];
    if (held === undefined) throw new Error(`Secret ${reference.name} has no key ${reference.key}`);
    values[name] = held;
  }
  return values;
}

/** The credentials of the ClusterSecretStore among them; the account behind it accepts any key. */
export async function createStoreSecret(cluster: Cluster, objects: readonly Written[]): Promise<void> {
  const store = objects.find(({ kind }) => kind === "ClusterSecretStore");
  if (!store) throw new Error("There is no ClusterSecretStore");
  const { accessKeyIDSecretRef: id, secretAccessKeySecretRef: secret } = store.spec.provider.aws.auth.secretRef;
  await cluster.kubectl("create", "namespace", id.namespace);
  const literals = [id, secret].map(({ key }) => `--from-literal=${key}=testing`);
  await cluster.kubectl("create", "secret", "generic", id.name, `--namespace=${id.namespace}`, ...literals);
}
