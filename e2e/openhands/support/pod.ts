/** A variable of a container, as a Kubernetes object has it. */
type Variable = { readonly name: string } & (
  | { readonly value: string }
  | {
      readonly valueFrom:
        | { readonly secretKeyRef: { readonly name: string; readonly key: string } }
        | { readonly fieldRef: { readonly fieldPath: string } };
    }
);

export interface Container {
  readonly name: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly Variable[];
  readonly volumeMounts?: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly subPathExpr?: string;
  }[];
}

/** A Deployment, StatefulSet or anything else with a pod's template. */
export interface Workload {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly Container[];
        readonly volumes?: readonly { readonly name: string; readonly hostPath?: { readonly path: string } }[];
      };
    };
  };
}

/** What the cluster knows when it starts a pod. */
export interface Cluster {
  /** `metadata.uid` and others. */
  readonly fields: Readonly<Record<string, string>>;
  /** Values by the Secret's name and key. */
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>;
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
    const value = "value" in variable ? expand(variable.value, known) : lookUp(variable.valueFrom, cluster);
    if (value === undefined) throw new Error(`${variable.name} refers to what the cluster does not have.`);
    known[variable.name] = value;
  }
  return known;
}

/** Replaces `$(NAME)`; a name that is not known stays. */
export const expand = (text: string, known: Readonly<Record<string, string>>): string =>
  text.replace(/\$\(([\w.-]+)\)/g, (reference, name: string) => known[name] ?? reference);

/** Folders of the node by where the container has them. */
export function nodeMountsOf(workload: Workload, container: Container, env: Readonly<Record<string, string>>) {
  const { volumes = [] } = workload.spec.template.spec;
  return (container.volumeMounts ?? []).flatMap(({ name, mountPath, subPathExpr }) => {
    const path = volumes.find((volume) => volume.name === name)?.hostPath?.path;
    return path === undefined ? [] : [[mountPath, [path, expand(subPathExpr ?? "", env)].join("/")] as const];
  });
}

const lookUp = (from: Extract<Variable, { valueFrom: unknown }>["valueFrom"], { secrets, fields }: Cluster) =>
  "fieldRef" in from ? fields[from.fieldRef.fieldPath] : secrets[from.secretKeyRef.name]?.[from.secretKeyRef.key];
