import { type Container, value } from "@openhands-aws/constructs/kubernetes";
import { refresherVolume } from "@openhands-aws/constructs/openhands";
import type { Config } from "../../config/config";
import type { Kubernetes } from "../../config/kubernetes";
import { releaseOf } from "../../config/releases";
import { accessVariables, settingsContainers } from "./openhands";
import { type Pod, parameterVariables, stateVolume } from "./pod";
import { askedUid, isRefreshed, readsSecret, refresherContainer } from "./refresher";
import { appTokenMounts, webIdentityVolumes } from "./web-identity";

const DOCKER_SOCKET = "/var/run/docker.sock";
/** Where the app of a release with one mount has it. */
const WORKSPACE = "/opt/workspace_base";

/** The app of OpenHands 0.x and 1.x, which starts its sandboxes elsewhere. */
export function appPod(config: Config, kubernetes: Kubernetes): Pod {
  const { deployment: props } = kubernetes;
  const refreshed = isRefreshed(config);
  const volumes = volumesOf(config, props);
  const [state] = volumes;
  return {
    initContainers: settingsContainers(config, (state as (typeof volumes)[number]).mount, appUid(props)),
    containers: [app(config, kubernetes), ...(refreshed ? [refresherContainer(config, kubernetes)] : [])],
    volumes: [
      ...volumes.map(({ volume }) => volume),
      ...(refreshed ? [refresherVolume("node")] : []),
      ...webIdentityVolumes(config, kubernetes),
    ],
    secrets: readsSecret(config, kubernetes) ? [kubernetes.externalSecret.name] : [],
  };
}

/** It runs as root, unless it is asked to be the sandboxes' user. */
const appUid = ({ env }: Kubernetes["deployment"]): number => askedUid(env) ?? 0;

function app(config: Config, kubernetes: Kubernetes): Container {
  const { deployment: props, externalSecret } = kubernetes;
  const { repository, digest } = props.image;
  const mounts = props.workspace === undefined ? [] : [`${props.workspace}:/workspace:rw`];
  return {
    name: "openhands",
    image: `${repository}:${config.openhands.version}${digest ? `@${digest}` : ""}`,
    ports: [{ name: "http", containerPort: releaseOf(config).port, protocol: "TCP" }],
    env: [
      ...accessVariables(config, kubernetes, mounts),
      ...parameterVariables(externalSecret),
      ...Object.entries(props.env).map(([name, text]) => value(name, text)),
    ],
    resources: props.resources,
    readinessProbe: { httpGet: { path: "/health", port: "http" } },
    securityContext: { allowPrivilegeEscalation: false },
    volumeMounts: [...volumesOf(config, props).map(({ mount }) => mount), ...appTokenMounts(config, kubernetes)],
  };
}

/** Each volume with its mount in the app; the state's is the first. */
function volumesOf(config: Config, { name, dockerSocket, workspace }: Kubernetes["deployment"]) {
  const { state, mounts } = releaseOf(config);
  const ofNode = (volume: string, path: string, mountPath: string, type: string) => ({
    volume: { name: volume, hostPath: { path, type } },
    mount: { name: volume, mountPath },
  });
  return [
    { volume: stateVolume(name), mount: { name: "state", mountPath: state } },
    ...(dockerSocket ? [ofNode("docker-socket", DOCKER_SOCKET, DOCKER_SOCKET, "Socket")] : []),
    ...(workspace && mounts === "one" ? [ofNode("workspace", workspace, WORKSPACE, "DirectoryOrCreate")] : []),
  ];
}
