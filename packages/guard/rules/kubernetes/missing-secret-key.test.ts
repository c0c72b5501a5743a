import { judged } from "../../support/testing";
import { missingSecretKey as rule } from "./missing-secret-key";
import { deployment, manifests } from "./support/testing";

const app = (key: string, more: object = {}, name = "aws") =>
  deployment({ env: [{ name: "KEY", valueFrom: { secretKeyRef: { name, key, ...more } } }] });
const secret = (spec: object, name = "aws") => ({
  apiVersion: "external-secrets.io/v1",
  kind: "ExternalSecret",
  metadata: { name, namespace: "app" },
  spec,
});
const data = [{ secretKey: "id", remoteRef: { key: "/app/id" } }];

it("finds a key that the ExternalSecret does not write", async () => {
  expect(await judged(rule, manifests({ app: app("key-id"), secret: secret({ data }) }))).toEqual([
    "error kubernetes_manifest.app: spec.template.spec.containers[0].env reads KEY from the key key-id of the Secret aws, which only has id.",
  ]);
});

it("follows the target's name and template", async () => {
  const templated = (mergePolicy?: string) =>
    secret({ data, target: { name: "aws", template: { data: { key: "{{ .id }}" }, mergePolicy } } }, "other");
  expect(await judged(rule, manifests({ app: app("key"), secret: templated() }))).toEqual([]);
  expect(await judged(rule, manifests({ app: app("id"), secret: templated() }))).toHaveLength(1);
  expect(await judged(rule, manifests({ app: app("id"), secret: templated("Merge") }))).toEqual([]);
});

it("finds a key that a Secret does not have", async () => {
  const held = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "aws", namespace: "app" },
    stringData: { id: "x" },
  };
  expect(await judged(rule, manifests({ app: app("key"), held }))).toHaveLength(1);
  expect(await judged(rule, manifests({ app: app("id"), held }))).toEqual([]);
});

it.each([
  ["a key that is written", manifests({ app: app("id"), secret: secret({ data }) })],
  ["an optional key", manifests({ app: app("key", { optional: true }), secret: secret({ data }) })],
  ["a Secret that is created elsewhere", manifests({ app: app("key", {}, "other"), secret: secret({ data }) })],
  [
    "keys that only the store knows",
    manifests({ app: app("key"), secret: secret({ dataFrom: [{ extract: { key: "/app" } }] }) }),
  ],
  [
    "a Secret to which keys are added",
    manifests({ app: app("key"), secret: secret({ data, target: { creationPolicy: "Merge" } }) }),
  ],
  [
    "a Secret to which keys may be added",
    manifests({ app: app("key"), secret: secret({ data, target: { creationPolicy: "${var.policy}" } }) }),
  ],
  [
    "a Secret of another namespace",
    manifests({ app: app("key"), secret: { ...secret({ data }), metadata: { name: "aws", namespace: "other" } } }),
  ],
])("accepts %s", async (_, text) => expect(await judged(rule, text)).toEqual([]));
