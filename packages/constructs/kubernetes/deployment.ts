import { environment, type Variable } from "./environment";
import { type Manifest, type NamespacedName, present } from "./manifest";

/** @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number; readonly protocol: "TCP" }[];
  readonly env: readonly Variable[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly resources?: object;
  readonly readinessProbe?: object;
  readonly livenessProbe?: object;
  readonly securityContext?: object;
}

export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPathExpr?: string;
  readonly readOnly?: boolean;
}

export type Volume =
  | { readonly name: string; readonly persistentVolumeClaim: { readonly claimName: string } }
  | { readonly name: string; readonly hostPath: { readonly path: string; readonly type: string } };

export interface DeploymentProps extends NamespacedName {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /** The pods' labels, by which the Deployment and its Service find them. */
  readonly labels: Readonly<Record<string, string>>;
  readonly replicas: number;
  readonly strategy: "Recreate" | "RollingUpdate";
  readonly serviceAccountName: string;
  readonly imagePullSecrets: readonly string[];
  readonly hostNetwork: boolean;
  /** Labels that the node must have, each with the accepted values. */
  readonly nodeAffinity: Readonly<Record<string, readonly string[]>>;
  readonly containers: readonly Container[];
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
