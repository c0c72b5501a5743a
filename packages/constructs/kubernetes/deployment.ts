import { environment, type Variable } from "./environment";
import { type Manifest, type NamespacedName, present } from "./manifest";

/** @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container */
export interface Container {
  /** Unique in the pod. */
  readonly name: string;
  /** With its tag or digest. */
  readonly image: string;
  /** @default the image's entrypoint */
  readonly command?: readonly string[];
  /** @default none */
  readonly ports?: readonly { readonly name: string; readonly containerPort: number; readonly protocol: "TCP" }[];
  /** In this order: a value may name the variables before it. */
  readonly env: readonly Variable[];
  /** @default none */
  readonly volumeMounts?: readonly VolumeMount[];
  /** Requests and limits, as canonical quantities. @default none */
  readonly resources?: object;
  /** @default none: it is ready once it runs */
  readonly readinessProbe?: object;
  /** @default none: it is restarted only where it ends */
  readonly livenessProbe?: object;
  /** @default the image's user, with the runtime's own powers */
  readonly securityContext?: object;
}

/** Where a container sees a volume. */
export interface VolumeMount {
  /** Of the volume. */
  readonly name: string;
  /** Absolute path in the container. */
  readonly mountPath: string;
  /** Path within the volume, in which `$(NAME)` is a variable of the container. @default the volume's root */
  readonly subPathExpr?: string;
  /** @default false */
  readonly readOnly?: boolean;
}

/** A volume of the pod: a claim's, or a directory of the node. */
export type Volume =
  | { readonly name: string; readonly persistentVolumeClaim: { readonly claimName: string } }
  | { readonly name: string; readonly hostPath: { readonly path: string; readonly type: string } };

export interface DeploymentProps extends NamespacedName {
  /** Of the Deployment itself. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Of the pods. @default none */
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /** The pods' labels, by which the Deployment and its Service find them. */
  readonly labels: Readonly<Record<string, string>>;
  /** How many pods. */
  readonly replicas: number;
  /** `Recreate`: the old pod ends before the new one starts, as a volume of one node wants it. */
  readonly strategy: "Recreate" | "RollingUpdate";
  /** What the pods run as. */
  readonly serviceAccountName: string;
  /** Names of Secrets for the images' registries; empty: none. */
  readonly imagePullSecrets: readonly string[];
  /** Whether the pods are in the node's network. */
  readonly hostNetwork: boolean;
  /** Labels that the node must have, each with the accepted values. */
  readonly nodeAffinity: Readonly<Record<string, readonly string[]>>;
  /** At least one. */
  readonly containers: readonly Container[];
  /** What the containers mount. */
  readonly volumes: readonly Volume[];
}

/** With the API server's defaults: a field that nobody owns would stay, and Recreate is rejected beside it. */
const STRATEGIES = {
  Recreate: { type: "Recreate" },
  RollingUpdate: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
} as const;

/** @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/ */
export const deployment = (props: DeploymentProps): Manifest => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: present({
    name: props.name,
    namespace: props.namespace,
    labels: props.labels,
    annotations: props.annotations,
  }),
  spec: {
    replicas: props.replicas,
    selector: { matchLabels: props.labels },
    strategy: STRATEGIES[props.strategy],
    template: {
      metadata: present({ labels: props.labels, annotations: props.podAnnotations }),
      spec: podSpec(props),
    },
  },
});

const podSpec = (props: DeploymentProps) =>
  present({
    serviceAccountName: props.serviceAccountName,
    automountServiceAccountToken: false,
    // A Service's variables, such as OPENHANDS_PORT, would look like settings.
    enableServiceLinks: false,
    hostNetwork: props.hostNetwork || undefined,
    dnsPolicy: props.hostNetwork ? "ClusterFirstWithHostNet" : undefined,
    imagePullSecrets: props.imagePullSecrets.map((name) => ({ name })),
    affinity: present({ nodeAffinity: nodeAffinity(props.nodeAffinity) }),
    securityContext: { seccompProfile: { type: "RuntimeDefault" } },
    containers: props.containers.map(({ env, ...container }) => present({ ...container, env: environment(env) })),
    volumes: props.volumes,
  });

const nodeAffinity = (labels: DeploymentProps["nodeAffinity"]) => {
  const matchExpressions = Object.entries(labels).map(([key, values]) => ({ key, operator: "In", values }));
  return matchExpressions.length > 0
    ? { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } }
    : undefined;
};
