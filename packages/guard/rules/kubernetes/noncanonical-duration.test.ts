import { judged } from "../../support/testing";
import { noncanonicalDuration as rule } from "./noncanonical-duration";
import { manifests } from "./support/testing";

const secret = (refreshInterval: string, apiVersion = "external-secrets.io/v1") =>
  manifests({ app: { apiVersion, kind: "ExternalSecret", metadata: { name: "app" }, spec: { refreshInterval } } });

it("finds an interval that the operator rewrites", async () => {
  expect(await judged(rule, secret("1h"))).toEqual([
    'warning kubernetes_manifest.app: spec.refreshInterval is "1h", which the operator rewrites to "1h0m0s".',
  ]);
});

it.each([
  ["the operator's own form", secret("1h0m0s")],
  ["an interval of another operator", secret("1h", "cert-manager.io/v1")],
])("accepts %s", async (_, text) => expect(await judged(rule, text)).toEqual([]));
