/** For tests: Terraform JSON that carries manifests, by the names of their resources. */
export const manifests = (objects: Readonly<Record<string, object>>, others: object = {}): string =>
  JSON.stringify({
    resource: {
      kubernetes_manifest: Object.fromEntries(Object.entries(objects).map(([name, manifest]) => [name, { manifest }])),
      ...others,
    },
  });

/** A Deployment with one container. */
export const deployment = (container: object, spec: object = {}) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "app", namespace: "app" },
  spec: { template: { spec: { containers: [{ name: "app", ...container }], ...spec } } },
});
