import { judged } from "../../support/testing";
import { kubernetesPlainSecret as rule } from "./kubernetes-plain-secret";

const KEY_ID = `AKIA${"Q3EGU7ZP5NWDRT2H"}`;
const SECRET_KEY = `kD8vTq2LxW/9sZrB${"4mYnHc7pJf1GuE6oQaXi3t0R"}`;
const manifest = (object: object) =>
  JSON.stringify({ resource: { kubernetes_manifest: { app: { manifest: object } } } });
const deployment = (...env: object[]) =>
  manifest({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "app", namespace: "app" },
    spec: { template: { spec: { containers: [{ name: "app", env }] } } },
  });
const CONTAINER = "spec.template.spec.containers[0]";

it("finds a literal in the environment of a manifest's container", async () => {
  expect(await judged(rule, deployment({ name: "AWS_SECRET_ACCESS_KEY", value: SECRET_KEY }))).toEqual([
    `error kubernetes_manifest.app: Deployment.${CONTAINER}.env[0].value contains an AWS secret access key (****).`,
  ]);
  expect(await judged(rule, deployment({ name: "DB_PASSWORD", value: "hunter2!" }))).toEqual([
    `error kubernetes_manifest.app: Deployment.${CONTAINER}.env[0].value contains a password (****).`,
  ]);
});

it("finds it in a kubernetes_deployment", async () => {
  const text = `
resource "kubernetes_deployment_v1" "app" {
  metadata {
    name = "app"
  }
  spec {
    template {
      spec {
        container {
          name = "app"
          env {
            name  = "REGION"
            value = "us-east-1"
          }
          env {
            name  = "DB_PASSWORD"
            value = "hunter2!"
          }
        }
      }
    }
  }
}`;
  expect(await judged(rule, text)).toEqual([
    "error kubernetes_deployment_v1.app: Deployment.spec[0].template[0].spec[0].container[0].env[1].value contains a password (****).",
  ]);
});

it("finds AWS secrets whatever their value is, and others whose value is not known", async () => {
  const text = `
variable "key" {
  sensitive = true
}
resource "kubernetes_manifest" "app" {
  manifest = { kind = "Pod", spec = { containers = [{ env = [
    { name = "AWS_SECRET_ACCESS_KEY", value = var.key },
    { name = "API_TOKEN", value = var.key },
    { name = "REGION", value = var.key },
  ] }] } }
}`;
  expect(await judged(rule, text)).toEqual([
    "error kubernetes_manifest.app: spec.containers[0].env sets AWS_SECRET_ACCESS_KEY to a plain value instead of valueFrom.secretKeyRef.",
    "warning kubernetes_manifest.app: spec.containers[0].env sets API_TOKEN to a plain value instead of valueFrom.secretKeyRef.",
  ]);
});

it("finds the secret of an access key in a ConfigMap", async () => {
  const text = `
resource "aws_iam_access_key" "ci" {
  user = "ci"
}
resource "kubernetes_config_map" "app" {
  data = { key = aws_iam_access_key.ci.secret }
}`;
  expect(await judged(rule, text)).toEqual([
    "error kubernetes_config_map.app: The ConfigMap contains aws_iam_access_key.ci.secret.",
  ]);
});

it("finds literals in ConfigMaps and Secrets, also in base64", async () => {
  expect(
    await judged(rule, manifest({ kind: "ConfigMap", data: { "app.env": `AWS_ACCESS_KEY_ID=${KEY_ID}` } })),
  ).toEqual(["error kubernetes_manifest.app: ConfigMap.data.app.env contains an AWS access key id (AKIA****)."]);
  expect(await judged(rule, manifest({ kind: "Secret", stringData: { password: "hunter2!" } }))).toHaveLength(1);
  const password = Buffer.from("hunter2!").toString("base64");
  const encoded = manifest({ apiVersion: "v1", kind: "Secret", data: { password } });
  expect(await judged(rule, encoded)).toEqual([
    "error kubernetes_manifest.app: Secret.data.password contains a password (****).",
  ]);
});

it.each([
  [
    "a reference to a Secret",
    deployment({
      name: "AWS_SECRET_ACCESS_KEY",
      valueFrom: { secretKeyRef: { name: "aws", key: "secret-access-key" } },
    }),
  ],
  [
    "settings",
    deployment({ name: "AWS_REGION", value: "us-east-1" }, { name: "TOKEN_URL", value: "https://example.com/t0k3n" }),
  ],
  ["a reference within the container", deployment({ name: "DATABASE_PASSWORD", value: "$(DB_PASSWORD)" })],
  ["a placeholder", deployment({ name: "AWS_SECRET_ACCESS_KEY", value: "REPLACE_ME" })],
  ["a path", deployment({ name: "GITHUB_TOKEN", value: "/run/secrets/github/token" })],
  [
    "the name of a Secret",
    manifest({ kind: "Pod", spec: { volumes: [{ secret: { secretName: "aws-credentials-2" } }] } }),
  ],
  [
    "an ExternalSecret",
    manifest({
      kind: "ExternalSecret",
      spec: { data: [{ secretKey: "password", remoteRef: { key: "/db/password" } }] },
    }),
  ],
])("accepts %s", async (_, text) => expect(await judged(rule, text)).toEqual([]));

it("does not treat a checksum that restarts pods as a secret", async () => {
  const annotations = {
    "checksum/external-secret": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  };
  const object = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "app" },
    spec: { template: { metadata: { annotations }, spec: { containers: [] } } },
  };
  expect(await judged(rule, manifest(object))).toEqual([]);
});

it("accepts what SOPS or Sealed Secrets have encrypted, and nothing else in its place", async () => {
  const encrypted = `ENC[AES256_GCM,data:${"Tr7o".repeat(9)},iv:1=,tag:f2,type:str]`;
  const sealed = `AgB${"y3i4OJSWK+PiTySYZZA9".repeat(35)}==`;
  const secrets = (password: string, other: string) => ({
    "a.yaml": `
apiVersion: v1
kind: Secret
metadata: {name: a}
data: {password: "${password}"}
stringData: {token: "${password}"}
sops: {mac: "${encrypted}"}
---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: {name: b}
spec: {encryptedData: {password: "${other}"}}
`,
  });
  expect(await judged(rule, secrets(encrypted, sealed))).toEqual([]);
  expect(await judged(rule, secrets("aHVudGVyMmh1bnRlcg==", "hunter2hunter"))).toHaveLength(3);
});
