import { judged } from "../../support/testing";
import { noncanonicalQuantity as rule } from "./noncanonical-quantity";
import { deployment, manifests } from "./support/testing";

const limited = (cpu: string, memory: string) => deployment({ resources: { limits: { cpu, memory } } });
const LIMITS = "spec.template.spec.containers[0].resources.limits";

it("finds quantities that the server rewrites, and says how", async () => {
  expect(await judged(rule, manifests({ app: limited("1000m", "2048Mi") }))).toEqual([
    `warning kubernetes_manifest.app: ${LIMITS}.cpu is "1000m", which the server rewrites to "1".`,
    `warning kubernetes_manifest.app: ${LIMITS}.memory is "2048Mi", which the server rewrites to "2Gi".`,
  ]);
});

it("treats a number as the string that the provider makes of it", async () => {
  const cpu = (written: unknown) =>
    judged(rule, manifests({ app: deployment({ resources: { limits: { cpu: written } } }) }));
  expect(await cpu(0.5)).toEqual([
    `warning kubernetes_manifest.app: ${LIMITS}.cpu is "0.5", which the server rewrites to "500m".`,
  ]);
  expect(await cpu(2)).toEqual([]);
});

it("checks claims and volumes", async () => {
  const claim = {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "data" },
    spec: { resources: { requests: { storage: "10240Mi" } } },
  };
  const volume = deployment({}, { volumes: [{ name: "tmp", emptyDir: { sizeLimit: "1024Mi" } }] });
  expect(await judged(rule, manifests({ claim, volume }))).toHaveLength(2);
});

it("accepts canonical quantities", async () => {
  expect(await judged(rule, manifests({ app: limited("1", "2Gi") }))).toEqual([]);
});

it("accepts unknown quantities", async () => {
  const text = `
variable "cpu" {}
resource "kubernetes_manifest" "app" {
  manifest = { apiVersion = "v1", kind = "Pod", spec = { containers = [{ resources = { limits = { cpu = var.cpu } } }] } }
}`;
  expect(await judged(rule, text)).toEqual([]);
});

it("accepts kinds whose quantities are strings to the server", async () => {
  const pool = { apiVersion: "karpenter.sh/v1", kind: "NodePool", spec: { limits: { cpu: "1000m" } } };
  expect(await judged(rule, manifests({ pool }))).toEqual([]);
});

it("accepts fields that the provider does not compare", async () => {
  const manifest = limited("1000m", "2Gi");
  const app = { manifest, computed_fields: ["spec.template.spec.containers[0].resources"] };
  expect(await judged(rule, JSON.stringify({ resource: { kubernetes_manifest: { app } } }))).toEqual([]);
});

it("accepts resources whose provider compares values, not strings", async () => {
  const text = `
resource "kubernetes_pod" "app" {
  spec {
    container {
      resources {
        limits = { cpu = "1000m" }
      }
    }
  }
}`;
  expect(await judged(rule, text)).toEqual([]);
});

it("reports a manifest in a file as a note, since only Terraform compares the texts", async () => {
  const pod =
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{resources: {limits: {cpu: 1000m}}}]}\n";
  expect(await judged(rule, { "a.yaml": pod })).toEqual([
    'info a.yaml:Pod a: spec.containers[0].resources.limits.cpu is "1000m", which the server rewrites to "1".',
  ]);
});
