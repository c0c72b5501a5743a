import { REFRESHER_CONTAINER, REFRESHER_DIRECTORY } from "@openhands-aws/facts/refresher";
import type { Container, ContainerSecurityContext, VolumeMount } from "../kubernetes/container";
import { fromPod, fromSecret, value } from "../kubernetes/environment";
import type { Volume } from "../kubernetes/volume";
import { TOKEN_MOUNT, webIdentityVariables } from "./web-identity";

export interface RefresherProps {
  /**
   * Who uses the file: sandboxes, which are other containers of the `node`, or the `pod`'s own containers.
   * Files on the node can be read by its administrators, and only root can make their directory.
   */
  readonly sharedWith: "node" | "pod";
  /** The runtime image, which contains the program. */
  readonly image: string;
  /** ARN of the role of the sessions. */
  readonly role: string;
  /** The beginning of the sessions' names. */
  readonly sessionName: string;
  /** The sessions' policy, as JSON. */
  readonly sessionPolicy: string;
  /** How long a session lasts, in seconds (900-43200; 3600 at most where a role's session assumes the role). */
  readonly sessionSeconds: number;
  /** The agent's user, the only one who may read the file. */
  readonly ownerUid: number;
  /** The region whose STS is called. */
  readonly region: string;
  /** The Secret with the access key that assumes the role. @default the pod's own workload identity */
  readonly secret?: string;
  /** ARN of the role that the pod assumes first, with its own token. @default the cluster supplies it otherwise */
  readonly webIdentityRole?: string;
}

const HEALTH_PORT = 8477;
const VOLUME = "refreshed-credentials";

/** Where a sandbox finds its credentials. */
export const CREDENTIALS_FILE = `${REFRESHER_DIRECTORY}/credentials.json`;

/** The app uses it to name the pod's own directory to the sandboxes. */
export const podUid = fromPod("POD_UID", "metadata.uid");

/** A mount of OpenHands' sandboxes: what this pod's refresher writes, and nothing of another pod's. */
export const SANDBOX_MOUNT = `${REFRESHER_DIRECTORY}/$(POD_UID):${REFRESHER_DIRECTORY}:ro`;

/**
 * Runs beside OpenHands and keeps its agent supplied with sessions of a role. Only it sees the long-lived key. For the node
 * it runs as root, because root owns the node's directory, and can do nothing else than give the file to the agent's user.
 * In the pod it is that user itself, in a container of its own.
 */
export const refresher = (props: RefresherProps): Container => ({
  name: REFRESHER_CONTAINER,
  image: props.image,
  command: ["/opt/openhands-aws/bin/refresh-credentials"],
  ports: [{ name: "refresher", containerPort: HEALTH_PORT, protocol: "TCP" }],
  env: [
    podUid,
    ...(props.secret === undefined
      ? []
      : [fromSecret("AWS_ACCESS_KEY_ID", props.secret), fromSecret("AWS_SECRET_ACCESS_KEY", props.secret)]),
    ...(props.webIdentityRole === undefined ? [] : webIdentityVariables(props.webIdentityRole)),
    value("AWS_REGION", props.region),
    value("OPENHANDS_AWS_ROLE_ARN", props.role),
    value("OPENHANDS_AWS_SESSION_NAME", `${props.sessionName}-$(POD_UID)`),
    value("OPENHANDS_AWS_SESSION_POLICY", props.sessionPolicy),
    value("OPENHANDS_AWS_SESSION_SECONDS", String(props.sessionSeconds)),
    value("OPENHANDS_AWS_DIRECTORY", REFRESHER_DIRECTORY),
    value("OPENHANDS_AWS_OWNER_UID", String(props.ownerUid)),
    value("OPENHANDS_AWS_HEALTH_PORT", String(HEALTH_PORT)),
  ],
  // It uses 75 MiB at most, after any number of renewals; the image's suite measures that.
  resources: { requests: { cpu: "10m", memory: "96Mi" }, limits: { memory: "128Mi" } },
  // While AWS cannot be reached, a restart does not help: the pod is then not ready, but alive.
  readinessProbe: { httpGet: { path: "/healthz", port: "refresher" } },
  livenessProbe: { tcpSocket: { port: "refresher" } },
  securityContext: { ...userOf(props), allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
  volumeMounts: [
    props.sharedWith === "node" ? { ...MOUNT, subPathExpr: "$(POD_UID)" } : MOUNT,
    ...(props.webIdentityRole === undefined ? [] : [TOKEN_MOUNT]),
  ],
});

const userOf = ({ sharedWith, ownerUid }: RefresherProps): ContainerSecurityContext =>
  sharedWith === "node"
    ? { runAsUser: 0, capabilities: { drop: ["ALL"], add: ["CHOWN"] } }
    : { runAsUser: ownerUid, runAsGroup: ownerUid, runAsNonRoot: true, capabilities: { drop: ["ALL"] } };

const MOUNT: VolumeMount = { name: VOLUME, mountPath: REFRESHER_DIRECTORY };

/** How the agent's container sees it where it is shared with the pod. */
export const REFRESHED_MOUNT: VolumeMount = { ...MOUNT, readOnly: true };

/** For the node, the app does not mount it. */
export const refresherVolume = (sharedWith: RefresherProps["sharedWith"]): Volume =>
  sharedWith === "node"
    ? { name: VOLUME, hostPath: { path: REFRESHER_DIRECTORY, type: "DirectoryOrCreate" } }
    : { name: VOLUME, emptyDir: { medium: "Memory", sizeLimit: "1Mi" } };
