import { type Manifest, type NamespacedName, present } from "./manifest";

/** Pods by their labels, in this namespace or in those with the labels. */
export type NetworkPeer =
  | { readonly podLabels: Labels; readonly namespaceLabels?: Labels }
  | { readonly namespaceLabels: Labels };

/** Each label with its value; without any, everything is meant. */
type Labels = Readonly<Record<string, string>>;

export interface NetworkPolicyProps extends NamespacedName {
  /** Labels of the pods that it protects. */
  readonly selector: Labels;
  /** Who reaches them. @default anyone */
  readonly from?: readonly NetworkPeer[];
  /** The only port of theirs that anyone reaches: a container's TCP port, by its name or number. */
  readonly port: string | number;
}

/**
 * Leaves open one port of some pods, and closes their others. What the pods themselves connect to stays open. It has an
 * effect only where the cluster's network plugin enforces it.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 * @throws if `from` is empty, which the API server would take for anyone
 */
export function networkPolicy({ name, namespace, selector, from, port }: NetworkPolicyProps): Manifest {
  if (from?.length === 0)
    throw new Error(`The NetworkPolicy ${name} has an empty "from": leave it out, or name a peer`);
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace },
    spec: {
      podSelector: { matchLabels: selector },
      policyTypes: ["Ingress"],
      ingress: [present({ from: from?.map(peer), ports: [{ protocol: "TCP", port }] })],
    },
  };
}

/** A peer without a podSelector is every pod of the namespaces; with an empty one as well. */
const peer = (of: NetworkPeer) => ({
  ...(of.namespaceLabels && { namespaceSelector: labelSelector(of.namespaceLabels) }),
  ...("podLabels" in of && { podSelector: labelSelector(of.podLabels) }),
});

const labelSelector = (matchLabels: Labels) => present({ matchLabels });
