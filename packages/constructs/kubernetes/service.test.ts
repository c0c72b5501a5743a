import { service } from "./service";

it("points to the container's port by its name", () => {
  const props = { name: "openhands", namespace: "openhands", type: "ClusterIP", port: 80, targetPort: "http" } as const;
  const selector = { "app.kubernetes.io/name": "openhands" };
  expect(service({ ...props, selector, annotations: {} })).toEqual({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "openhands", namespace: "openhands" },
    spec: { type: "ClusterIP", selector, ports: [{ name: "http", port: 80, protocol: "TCP", targetPort: "http" }] },
  });
  expect(service({ ...props, selector, annotations: { "a/b": "c" } }).metadata.annotations).toEqual({ "a/b": "c" });
});
