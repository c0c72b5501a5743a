export const DISTRIBUTIONS = ["kubeadm", "k3s", "rke2", "kops", "talos", "kamaji", "eks", "other"] as const;
export type Distribution = (typeof DISTRIBUTIONS)[number];

/** What the cluster says of itself. */
export interface ClusterFacts {
  /** `v1.35.0+k3s1` */
  readonly version: string;
  readonly nodes: readonly {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly osImage?: string;
  }[];
}

/** How it was installed, as far as one can see it from inside. @returns `undefined` if nothing says so */
export function distributionOf({ version, nodes }: ClusterFacts): Distribution | undefined {
  if (nodes.some(({ osImage }) => /^Talos\b/.test(osImage ?? ""))) return "talos";
  if (version.includes("+k3s")) return "k3s";
  if (version.includes("+rke2")) return "rke2";
  if (version.includes("-eks-")) return "eks";
  const has = (prefix: string, of: "labels" | "annotations") =>
    nodes.some((node) => Object.keys(node[of] ?? {}).some((name) => name.startsWith(prefix)));
  if (has("kops.k8s.io/", "labels")) return "kops";
  // Nodes of a control plane that is hosted elsewhere, as Kamaji does it, join in the same way.
  if (has("kubeadm.alpha.kubernetes.io/", "annotations") && has("node-role.kubernetes.io/control-plane", "labels"))
    return "kubeadm";
  return undefined;
}

/** Why the documents must not be published: the cluster could never change its key without refused tokens. */
export const REFUSED: Partial<Readonly<Record<Distribution, string>>> = {
  talos:
    "Talos takes one signing key (cluster.serviceAccount.key) and does not let --service-account-key-file be set: the API server cannot verify with two keys, so a change of the key refuses every token at once. See https://github.com/siderolabs/talos, control_plane_static_pod.go.",
  kamaji:
    "Kamaji replaces the signing key in one step: the API server cannot verify with two keys, so every token is refused at once, for as long as 26 minutes. See https://github.com/clastix/kamaji/issues/1325.",
  eks: "AWS publishes the issuer of an EKS cluster itself: there is nothing to publish. Write kubernetes.identity.cluster: eks.",
};
