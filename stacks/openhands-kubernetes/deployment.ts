import { createHash } from "node:crypto";
import {
  type Container,
  type DeploymentProps,
  deployment,
  fromSecret,
  type Manifest,
  persistentVolumeClaim,
  service,
  serviceAccount,
  type Variable,
  value,
} from "@openhands-aws/constructs/kubernetes";
import { refresherVolume } from "@openhands-aws/constructs/openhands";
import type { Config } from "../../config/config";
import type { Kubernetes } from "../../config/kubernetes";
import { accessVariables, releaseOf } from "./openhands";
import { isRefreshed, refresherContainer } from "./refresher";

const PORT = 3000;
const DOCKER_SOCKET = "/var/run/docker.sock";

/** One of the objects that make up OpenHands' workload. */
interface WorkloadObject {
  /** The name of its file and, with _ for -, the label of its Terraform address. */
  readonly name: string;
  /** The keys of the config from which it is made. */
  readonly from: string;
  readonly manifest: Manifest;
}

/** OpenHands' Deployment, and the objects that it needs. */
export function workload(config: Config, kubernetes: Kubernetes, secret: Manifest): WorkloadObject[] {
  const { namespace, deployment: props } = kubernetes;
  const own = { name: props.name, namespace };
  const labels = { "app.kubernetes.io/name": props.name };
  const { size, accessMode, className: storageClassName } = props.storage;
  return [
    {
      name: "service-account",
      from: "kubernetes.deployment.name",
      manifest: serviceAccount({ ...own, role: isRefreshed(config) ? config.runtime.refresher?.principal : undefined }),
    },
    {
      name: "persistent-volume-claim",
      from: "kubernetes.deployment.storage",
      manifest: persistentVolumeClaim({ name: stateClaim(props.name), namespace, size, accessMode, storageClassName }),
    },
    {
      name: "deployment",
      from: "kubernetes.deployment, openhands, bedrock and image",
      manifest: deployment({ ...own, labels, ...deploymentProps(config, kubernetes, secret) }),
    },
    {
      name: "service",
      from: "kubernetes.deployment.service",
      manifest: service({ ...own, ...props.service, selector: labels, targetPort: "http" }),
    },
  ];
}

const stateClaim = (name: string) => `${name}-state`;

function deploymentProps(
  config: Config,
  kubernetes: Kubernetes,
  secret: Manifest,
): Omit<DeploymentProps, "name" | "namespace" | "labels"> {
  const { replicas, strategy, hostNetwork, nodeAffinity, name, image } = kubernetes.deployment;
  const volumes = volumesOf(config, kubernetes.deployment).map(({ volume }) => volume);
  const refreshed = isRefreshed(config);
  return {
    ...{ replicas, strategy, hostNetwork, nodeAffinity },
    ...reloadAnnotations(kubernetes, secret),
    serviceAccountName: name,
    imagePullSecrets: image.pullSecrets,
    containers: [app(config, kubernetes), ...(refreshed ? [refresherContainer(config, kubernetes)] : [])],
    volumes: [...volumes, ...(refreshed ? [refresherVolume] : [])],
  };
}

function app(config: Config, kubernetes: Kubernetes): Container {
  const { deployment: props, externalSecret } = kubernetes;
  const { repository, digest } = props.image;
  const mounts = props.workspace === undefined ? [] : [`${props.workspace}:/workspace:rw`];
  return {
    name: "openhands",
    image: `${repository}:${config.openhands.version}${digest ? `@${digest}` : ""}`,
    ports: [{ name: "http", containerPort: PORT, protocol: "TCP" }],
    env: [
      ...accessVariables(config, kubernetes, mounts),
      ...parameterVariables(externalSecret),
      ...Object.entries(props.env).map(([name, text]) => value(name, text)),
    ],
    resources: props.resources,
    readinessProbe: { httpGet: { path: "/health", port: "http" } },
    securityContext: { allowPrivilegeEscalation: false },
    volumeMounts: volumesOf(config, props).map(({ mount }) => mount),
  };
}

/** The variables that the config adds to the Secret. */
export const parameterVariables = ({ name: secret, parameters }: Kubernetes["externalSecret"]): Variable[] =>
  Object.keys(parameters).map((name) => fromSecret(name, secret));

/** Each volume with its mount in the app. */
function volumesOf(config: Config, { name, dockerSocket, workspace }: Kubernetes["deployment"]) {
  const { stateDirectory, workspaceDirectory } = releaseOf(config);
  const ofNode = (volume: string, path: string, mountPath: string, type: string) => ({
    volume: { name: volume, hostPath: { path, type } },
    mount: { name: volume, mountPath },
  });
  return [
    {
      volume: { name: "state", persistentVolumeClaim: { claimName: stateClaim(name) } },
      mount: { name: "state", mountPath: stateDirectory },
    },
    ...(dockerSocket ? [ofNode("docker-socket", DOCKER_SOCKET, DOCKER_SOCKET, "Socket")] : []),
    ...(workspace && workspaceDirectory
      ? [ofNode("workspace", workspace, workspaceDirectory, "DirectoryOrCreate")]
      : []),
  ];
}

/** How a rotated key reaches OpenHands; see kubernetes.deployment.reload. */
function reloadAnnotations({ deployment: { reload }, externalSecret }: Kubernetes, secret: Manifest) {
  if (reload === "reloader") return { annotations: reloaderAnnotation(externalSecret.name) };
  if (reload === "none") return {};
  const checksum = createHash("sha256").update(JSON.stringify(secret)).digest("hex");
  return { podAnnotations: { "checksum/external-secret": checksum } };
}

/** https://github.com/stakater/Reloader#-2-automatic-reload-for-specific-resources */
export const reloaderAnnotation = (secret: string) => ({ "secret.reloader.stakater.com/reload": secret });
