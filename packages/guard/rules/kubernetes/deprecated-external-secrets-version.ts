import type { Rule } from "../../rule";
import { kubernetesObjects } from "../../support/kubernetes";
import { known, readable } from "../../text";

export const deprecatedExternalSecretsVersion: Rule = {
  id: "deprecated-external-secrets-version",
  area: "kubernetes",
  severity: "warning",
  what: "An External Secrets object uses an API version that the operator no longer serves.",
  why: "Since External Secrets 0.17 the API server rejects it, and the Secret is neither created nor refreshed.",
  fix: "Write apiVersion: external-secrets.io/v1; the fields are the same.",
  source: "https://github.com/external-secrets/external-secrets/releases/tag/v0.17.0",
  *check(model) {
    for (const { at, ...object } of kubernetesObjects(model)) {
      const apiVersion = known(object.apiVersion);
      const kind = readable(object.kind);
      const isOld =
        apiVersion === "external-secrets.io/v1beta1" || (apiVersion === "external-secrets.io/v1alpha1" && V1.has(kind));
      if (isOld) yield { at, message: `The ${kind} has the apiVersion ${apiVersion}.` };
    }
  },
};

/** Others, such as PushSecret, are still alpha. */
const V1 = new Set(["ExternalSecret", "SecretStore", "ClusterExternalSecret", "ClusterSecretStore"]);
