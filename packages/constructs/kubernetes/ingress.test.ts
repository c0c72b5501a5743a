import { type IngressProps, ingress } from "./ingress";

const props: IngressProps = {
  ...{ name: "openhands", namespace: "openhands", host: "agents.example.com", annotations: {} },
  service: { name: "openhands", port: "http" },
};

const backend = { service: { name: "openhands", port: { name: "http" } } };
const rules = [{ host: "agents.example.com", http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }];

it("forwards everything of its host", () => {
  expect(ingress(props)).toEqual({
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "openhands", namespace: "openhands" },
    spec: { rules },
  });
});

it("has a class, a certificate, a path and the controller's settings where they are given", () => {
  const annotations = { "nginx.ingress.kubernetes.io/proxy-read-timeout": "3600" };
  const given = ingress({ ...props, className: "nginx", tlsSecret: "certificate", path: "/canvas", annotations });
  expect(given.metadata.annotations).toEqual(annotations);
  expect(given.spec).toEqual({
    ingressClassName: "nginx",
    tls: [{ hosts: ["agents.example.com"], secretName: "certificate" }],
    rules: [{ host: "agents.example.com", http: { paths: [{ path: "/canvas", pathType: "Prefix", backend }] } }],
  });
});
