import { judged } from "../../support/testing";
import { deprecatedExternalSecretsVersion as rule } from "./deprecated-external-secrets-version";
import { manifests } from "./support/testing";

const object = (apiVersion: string, kind: string) =>
  manifests({ app: { apiVersion, kind, metadata: { name: "app" } } });

it.each([
  ["external-secrets.io/v1beta1", "ExternalSecret"],
  ["external-secrets.io/v1beta1", "ClusterSecretStore"],
  ["external-secrets.io/v1alpha1", "ExternalSecret"],
])("finds %s, %s", async (apiVersion, kind) => {
  expect(await judged(rule, object(apiVersion, kind))).toEqual([
    `warning kubernetes_manifest.app: The ${kind} has the apiVersion ${apiVersion}.`,
  ]);
});

it.each([
  ["external-secrets.io/v1", "ExternalSecret"],
  ["external-secrets.io/v1alpha1", "PushSecret"],
  ["generators.external-secrets.io/v1alpha1", "ECRAuthorizationToken"],
  ["apps/v1beta1", "Deployment"],
])("accepts %s, %s", async (apiVersion, kind) => expect(await judged(rule, object(apiVersion, kind))).toEqual([]));
