import { environment, type Variable } from "./environment";
import { present } from "./manifest";

/** @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container */
export interface Container {
  /** Unique in the pod. */
  readonly name: string;
  /** With its tag or digest. */
  readonly image: string;
  /** @default the image's entrypoint */
  readonly command?: readonly string[];
  /** @default the image's arguments, or none beside a command */
  readonly args?: readonly string[];
  /** @default the image's */
  readonly workingDir?: string;
  /** @default none */
  readonly ports?: readonly { readonly name: string; readonly containerPort: number; readonly protocol: "TCP" }[];
  /** In this order: a value may name the variables before it. */
  readonly env: readonly Variable[];
  /** @default none */
  readonly volumeMounts?: readonly VolumeMount[];
  /** Requests and limits, as canonical quantities. @default none */
  readonly resources?: object;
  /** The other probes begin once it succeeds. @default none */
  readonly startupProbe?: Probe;
  /** @default none: it is ready once it runs */
  readonly readinessProbe?: Probe;
  /** @default none: it is restarted only where it ends */
  readonly livenessProbe?: Probe;
  /** @default the image's user, with the runtime's own powers */
  readonly securityContext?: ContainerSecurityContext;
}

/** Where a container sees a volume. */
export interface VolumeMount {
  /** Of the volume. */
  readonly name: string;
  /** Absolute path in the container. */
  readonly mountPath: string;
  /** Path within the volume. @default the volume's root */
  readonly subPath?: string;
  /** The same, in which `$(NAME)` is a variable of the container. @default the volume's root */
  readonly subPathExpr?: string;
  /** @default false */
  readonly readOnly?: boolean;
}

/** What the kubelet asks, and when. */
export type Probe = ProbeTiming &
  (
    | { readonly httpGet: { readonly path: string; readonly port: string | number } }
    | { readonly tcpSocket: { readonly port: string | number } }
    | { readonly exec: { readonly command: readonly string[] } }
  );

interface ProbeTiming {
  /** Seconds before the first one. @default 0 */
  readonly initialDelaySeconds?: number;
  /** Seconds between two. @default 10 */
  readonly periodSeconds?: number;
  /** Seconds until no answer is a failure. @default 1 */
  readonly timeoutSeconds?: number;
  /** Failures in a row until it counts. @default 3 */
  readonly failureThreshold?: number;
}

/** For one container; it wins over the pod's. */
export interface ContainerSecurityContext {
  /** @default the pod's, then the image's */
  readonly runAsUser?: number;
  /** @default the pod's, then the image's */
  readonly runAsGroup?: number;
  /** The kubelet refuses to start it as root. @default the pod's */
  readonly runAsNonRoot?: boolean;
  /** Whether a program may gain powers, as setuid programs do. @default true */
  readonly allowPrivilegeEscalation?: boolean;
  /** Only its volumes can be written. @default false */
  readonly readOnlyRootFilesystem?: boolean;
  /** @default the runtime's own */
  readonly capabilities?: { readonly drop: readonly string[]; readonly add?: readonly string[] };
}

/** As the API server stores it, which omits a default of false or 0. */
export const container = ({ env, ...props }: Container): object =>
  present({
    ...props,
    startupProbe: probe(props.startupProbe),
    readinessProbe: probe(props.readinessProbe),
    livenessProbe: probe(props.livenessProbe),
    volumeMounts: props.volumeMounts?.map((mount) => present({ ...mount, readOnly: mount.readOnly || undefined })),
    env: environment(env),
  });

const probe = (props: Probe | undefined) =>
  props && present({ ...props, initialDelaySeconds: props.initialDelaySeconds || undefined });
