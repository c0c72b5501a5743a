import { type NetworkPolicyProps, networkPolicy } from "./network-policy";

const props: NetworkPolicyProps = {
  ...{ name: "openhands", namespace: "openhands", port: "http" },
  selector: { "app.kubernetes.io/name": "openhands" },
};
const ingressOf = (more: Partial<NetworkPolicyProps>) =>
  (networkPolicy({ ...props, ...more }).spec as { ingress: object[] }).ingress;
const ports = [{ protocol: "TCP", port: "http" }];

it("leaves open one port to anyone, and the way out", () => {
  expect(networkPolicy(props)).toEqual({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "openhands", namespace: "openhands" },
    spec: {
      podSelector: { matchLabels: { "app.kubernetes.io/name": "openhands" } },
      policyTypes: ["Ingress"],
      ingress: [{ ports }],
    },
  });
  expect(ingressOf({ port: 8080 })).toEqual([{ ports: [{ protocol: "TCP", port: 8080 }] }]);
});

it("admits pods of its namespace, pods of other namespaces, and whole namespaces", () => {
  const podLabels = { app: "gateway" };
  const namespaceLabels = { "kubernetes.io/metadata.name": "ingress-nginx" };
  const pods = { podSelector: { matchLabels: podLabels } };
  const namespaces = { namespaceSelector: { matchLabels: namespaceLabels } };
  const from = [{ podLabels }, { podLabels, namespaceLabels }, { namespaceLabels }];
  expect(ingressOf({ from })).toEqual([{ from: [pods, { ...namespaces, ...pods }, namespaces], ports }]);
});

it("selects everything without a label", () => {
  const from = [{ podLabels: {} }, { namespaceLabels: {} }];
  expect(ingressOf({ from })).toEqual([{ from: [{ podSelector: {} }, { namespaceSelector: {} }], ports }]);
});

it("does not take nobody for anyone", () => {
  expect(() => networkPolicy({ ...props, from: [] })).toThrow('The NetworkPolicy openhands has an empty "from"');
});
