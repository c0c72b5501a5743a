/** A variable of a container, as a Kubernetes object has it. */
type Variable = { readonly name: string } & (
  | { readonly value?: string }
  | {
      readonly valueFrom:
        | { readonly secretKeyRef: { readonly name: string; readonly key: string } }
        | { readonly configMapKeyRef: { readonly name: string; readonly key: string } }
        | { readonly fieldRef: { readonly fieldPath: string } };
    }
);

export interface SecurityContext {
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly fsGroup?: number;
  readonly fsGroupChangePolicy?: "Always" | "OnRootMismatch";
  readonly allowPrivilegeEscalation?: boolean;
  readonly readOnlyRootFilesystem?: boolean;
  readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
}

export interface Container {
  readonly name: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly workingDir?: string;
  readonly env?: readonly Variable[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly readinessProbe?: { readonly httpGet?: { readonly path?: string; readonly port: string | number } };
  readonly volumeMounts?: readonly VolumeMount[];
  readonly securityContext?: SecurityContext;
}

export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly subPathExpr?: string;
  readonly readOnly?: boolean;
}

interface Items {
  readonly items?: readonly { readonly key: string; readonly path: string }[];
}

/** A token of the pod's own service account. */
export interface TokenSource {
  readonly audience: string;
  readonly expirationSeconds: number;
  /** In the volume. */
  readonly path: string;
}

export type Volume = { readonly name: string } & {
  readonly hostPath?: { readonly path: string };
  readonly emptyDir?: object;
  readonly persistentVolumeClaim?: { readonly claimName: string };
  readonly secret?: { readonly secretName: string } & Items;
  readonly configMap?: { readonly name: string } & Items;
  readonly projected?: {
    readonly sources: readonly {
      readonly secret?: { readonly name: string } & Items;
      readonly configMap?: { readonly name: string } & Items;
      readonly serviceAccountToken?: TokenSource;
    }[];
  };
};

interface PodSpec {
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes?: readonly Volume[];
  readonly securityContext?: SecurityContext;
}

/** A Deployment, StatefulSet or anything else with a pod's template. */
export interface Workload {
  readonly spec: { readonly template: { readonly spec: PodSpec } };
}

type Contents = Readonly<Record<string, Readonly<Record<string, string>>>>;

export type Tokens = Readonly<Record<string, string>>;

/** What the cluster knows when it starts a pod. */
export interface Cluster {
  /** `metadata.uid` and others. */
  readonly fields: Readonly<Record<string, string>>;
  /** Values by the Secret's name and key. */
  readonly secrets: Contents;
  /** Values by the ConfigMap's name and key. */
  readonly configMaps: Contents;
  /** The pod's own, by audience. @default none */
  readonly tokens?: Tokens;
}

export function containerOf(workload: Workload, name: string): Container {
  const found = workload.spec.template.spec.containers.find((container) => container.name === name);
  if (!found) throw new Error(`The pod has no container ${name}.`);
  return found;
}

/**
 * A container's variables as the kubelet sets them.
 * @throws Error where the cluster lacks what one refers to
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export function environmentOf({ env = [] }: Container, cluster: Cluster): Record<string, string> {
  const known: Record<string, string> = {};
  for (const variable of env) {
    const value = "valueFrom" in variable ? lookUp(variable.valueFrom, cluster) : expand(variable.value ?? "", known);
    if (value === undefined) throw new Error(`${variable.name} refers to what the cluster does not have.`);
    known[variable.name] = value;
  }
  return known;
}

/** Replaces `$(NAME)`; a name that is not known stays. */
export const expand = (text: string, known: Readonly<Record<string, string>>): string =>
  text.replace(/\$\(([\w.-]+)\)/g, (reference, name: string) => known[name] ?? reference);

function lookUp(from: Extract<Variable, { valueFrom: unknown }>["valueFrom"], cluster: Cluster) {
  if ("fieldRef" in from) return cluster.fields[from.fieldRef.fieldPath];
  const [contents, { name, key }] =
    "secretKeyRef" in from ? [cluster.secrets, from.secretKeyRef] : [cluster.configMaps, from.configMapKeyRef];
  return contents[name]?.[key];
}
