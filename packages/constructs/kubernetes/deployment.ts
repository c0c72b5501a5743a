import { type Container, container } from "./container";
import { type Manifest, type NamespacedName, present } from "./manifest";
import type { Volume } from "./volume";

/** For all of the pod's containers. */
export interface PodSecurityContext {
  /** @default each image's */
  readonly runAsUser?: number;
  /** @default each image's */
  readonly runAsGroup?: number;
  /** The kubelet refuses to start a container as root. @default false */
  readonly runAsNonRoot?: boolean;
  /** The group that owns the volumes' files. @default as they are */
  readonly fsGroup?: number;
  /** `OnRootMismatch`: a large volume's files are not all looked at for each pod. @default Always */
  readonly fsGroupChangePolicy?: "OnRootMismatch" | "Always";
}

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
  /** Beside the runtime's own filter of system calls, which every pod has. @default none */
  readonly securityContext?: PodSecurityContext;
  /** Each ends before the next one starts, and all of them before the containers do. @default none */
  readonly initContainers?: readonly Container[];
  /** At least one. */
  readonly containers: readonly Container[];
  /** What the containers mount. */
  readonly volumes: readonly Volume[];
  /** Seconds from the request to end until the end by force. @default 30 */
  readonly terminationGracePeriodSeconds?: number;
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
    securityContext: { ...props.securityContext, seccompProfile: { type: "RuntimeDefault" } },
    terminationGracePeriodSeconds: props.terminationGracePeriodSeconds,
    initContainers: props.initContainers?.map(container),
    containers: props.containers.map(container),
    volumes: props.volumes,
  });

const nodeAffinity = (labels: DeploymentProps["nodeAffinity"]) => {
  const matchExpressions = Object.entries(labels).map(([key, values]) => ({ key, operator: "In", values }));
  return matchExpressions.length > 0
    ? { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } }
    : undefined;
};
