import {
  type Container,
  fromSecret,
  type Probe,
  type Variable,
  type Volume,
  type VolumeMount,
  value,
} from "@openhands-aws/constructs/kubernetes";
import { REFRESHED_MOUNT, refresherVolume } from "@openhands-aws/constructs/openhands";
import { CANVAS_KEY_VARIABLES } from "../../config/canvas-keys";
import type { Config } from "../../config/config";
import { imageName } from "../../config/image";
import type { Kubernetes } from "../../config/kubernetes";
import { releaseOf } from "../../config/releases";
import type { Canvas } from "../../config/schema/kubernetes/canvas";
import { accessVariables, settingsContainers } from "./openhands";
import { type Pod, parameterVariables, stateVolume } from "./pod";
import { isRefreshed, readsSecret, refresherContainer } from "./refresher";
import { appTokenMounts, webIdentityVolumes } from "./web-identity";

const HOME = "/home/openhands";

/**
 * Agent Canvas: server, web page and agents in one container, without root and with nothing of the node.
 * @see https://docs.openhands.dev/openhands/usage/agent-canvas/backend-setup/kubernetes
 */
export function canvasPod(config: Config, kubernetes: Kubernetes, canvas: Canvas): Pod {
  const { deployment, externalSecret } = kubernetes;
  const { uid, state } = releaseOf(config);
  const refreshed = isRefreshed(config);
  return {
    podAnnotations: refreshed && config.runtime.refresher?.principal ? ONLY_REFRESHER : {},
    securityContext: {
      ...{ runAsUser: uid, runAsGroup: uid, runAsNonRoot: true },
      ...{ fsGroup: uid, fsGroupChangePolicy: "OnRootMismatch" },
    },
    initContainers: settingsContainers(config, stateMount(state), uid),
    containers: [
      canvasContainer(config, kubernetes, canvas),
      ...(refreshed ? [refresherContainer(config, kubernetes)] : []),
    ],
    volumes: [
      stateVolume(deployment.name),
      ...SCRATCH,
      ...(refreshed ? [refresherVolume("pod")] : []),
      ...webIdentityVolumes(config, kubernetes),
    ],
    secrets: [canvas.keys.name, ...(readsSecret(config, kubernetes) ? [externalSecret.name] : [])],
  };
}

function canvasContainer(config: Config, kubernetes: Kubernetes, canvas: Canvas): Container {
  const { deployment: props, externalSecret } = kubernetes;
  const { state, port } = releaseOf(config);
  return {
    name: "openhands",
    image: imageName(config),
    // It opens new conversations in the relative path workspace/project.
    workingDir: HOME,
    ports: [{ name: "http", containerPort: port, protocol: "TCP" }],
    env: [
      ...accessVariables(config, kubernetes, []),
      ...closed(canvas, port),
      ...parameterVariables(externalSecret),
      ...Object.entries(props.env).map(([name, text]) => value(name, text)),
    ],
    resources: props.resources,
    startupProbe: { ...asks("/alive"), periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: asks("/ready"),
    livenessProbe: { ...asks("/alive"), periodSeconds: 30, failureThreshold: 5 },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [
      { name: "home", mountPath: HOME },
      { name: "tmp", mountPath: "/tmp" },
      stateMount(state),
      { ...WORKSPACE, mountPath: `${HOME}/workspace` },
      // Where its page begins to look for folders.
      { ...WORKSPACE, mountPath: "/projects" },
      ...(isRefreshed(config) ? [REFRESHED_MOUNT] : []),
      ...appTokenMounts(config, kubernetes),
    ],
  };
}

const stateMount = (mountPath: string): VolumeMount => ({ name: "state", mountPath, subPath: "openhands" });
const WORKSPACE = { name: "state", subPath: "workspace" };

/**
 * EKS gives the token of the ServiceAccount's role to every container that is not named here, and the SDKs prefer it to a session.
 * @see https://github.com/aws/amazon-eks-pod-identity-webhook
 */
const ONLY_REFRESHER = { "eks.amazonaws.com/skip-containers": "openhands-settings,openhands" };

/** What it writes beside its state: caches, and the programs that it unpacks. The kubelet ends a pod that needs more. */
const SCRATCH: readonly Volume[] = [
  { name: "home", emptyDir: { sizeLimit: "5Gi" } },
  { name: "tmp", emptyDir: { sizeLimit: "10Gi" } },
];

const asks = (path: string): Probe => ({ httpGet: { path, port: "http" }, timeoutSeconds: 5 });

/** Nobody gets in without the key, and it reports to nobody. */
const closed = ({ keys, vscode }: Canvas, port: number): Variable[] => [
  value("HOME", HOME),
  value("PUBLIC_MODE_PORT", String(port)),
  ...Object.values(CANVAS_KEY_VARIABLES)
    .flat()
    .map((name) => fromSecret(name, keys.name)),
  value("OH_ENABLE_VSCODE", String(vscode)),
  // Each part of it has a switch of its own.
  value("DO_NOT_TRACK", "1"),
  value("VITE_DO_NOT_TRACK", "1"),
  value("VITE_POSTHOG_API_KEY", ""),
  value("AGENT_CANVAS_DISABLE_TELEMETRY", "1"),
  // Otherwise it downloads a list of prices when it starts.
  value("LITELLM_LOCAL_MODEL_COST_MAP", "True"),
];
