import type { Manifest, Named } from "./manifest";

/**
 * A ServiceAccount whose token no pod gets: OpenHands asks the cluster nothing.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/service-account-v1/
 */
export const serviceAccount = ({ name, namespace }: Named): Manifest => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name, namespace },
  automountServiceAccountToken: false,
});
