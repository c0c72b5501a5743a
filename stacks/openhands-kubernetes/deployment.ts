import { createHash } from "node:crypto";
import {
  type DeploymentProps,
  deployment,
  ingress,
  type Manifest,
  networkPolicy,
  persistentVolumeClaim,
  service,
  serviceAccount,
} from "@openhands-aws/constructs/kubernetes";
import type { Config } from "../../config/config";
import type { Kubernetes } from "../../config/kubernetes";
import { appPod } from "./app-pod";
import { canvasPod } from "./canvas-pod";
import { stateClaim } from "./pod";
import { isRefreshed } from "./refresher";

/** One of the objects that make up OpenHands' workload. */
interface WorkloadObject {
  /** The name of its file and, with _ for -, the label of its Terraform address. */
  readonly name: string;
  /** The keys of the config from which it is made. */
  readonly from: string;
  readonly manifest: Manifest;
}

/**
 * OpenHands' Deployment, and the objects that it needs.
 * @param secrets the ExternalSecrets of its environment
 */
export function workload(config: Config, kubernetes: Kubernetes, secrets: readonly Manifest[]): WorkloadObject[] {
  const { namespace, deployment: props, canvas } = kubernetes;
  const own = { name: props.name, namespace };
  const labels = { "app.kubernetes.io/name": props.name };
  const { size, accessMode, className: storageClassName } = props.storage;
  const pod = canvas ? canvasPod(config, kubernetes, canvas) : appPod(config, kubernetes);
  const { secrets: read, podAnnotations, ...rest } = pod;
  const reload = reloadAnnotations(kubernetes, read, secrets);
  const { replicas, strategy, hostNetwork, nodeAffinity, image } = props;
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
      from: `kubernetes.deployment, ${canvas ? "kubernetes.canvas, " : ""}openhands, bedrock and image`,
      manifest: deployment({
        ...own,
        labels,
        ...{ replicas, strategy, hostNetwork, nodeAffinity },
        annotations: reload.annotations,
        podAnnotations: { ...podAnnotations, ...reload.podAnnotations },
        serviceAccountName: props.name,
        imagePullSecrets: image.pullSecrets,
        ...rest,
      }),
    },
    {
      name: "service",
      from: "kubernetes.deployment.service",
      manifest: service({ ...own, ...props.service, selector: labels, targetPort: "http" }),
    },
    ...(canvas ? canvasNetwork(own, labels, canvas) : []),
  ];
}

/** What reaches Agent Canvas: nobody reaches another port of it, where the cluster enforces that. */
function canvasNetwork(
  own: { readonly name: string; readonly namespace: string },
  selector: Readonly<Record<string, string>>,
  { ingress: asked }: NonNullable<Kubernetes["canvas"]>,
): WorkloadObject[] {
  const objects: WorkloadObject[] = [
    {
      name: "network-policy",
      from: "kubernetes.deployment.name",
      manifest: networkPolicy({ ...own, selector, port: "http" }),
    },
  ];
  if (asked)
    objects.push({
      name: "ingress",
      from: "kubernetes.canvas.ingress",
      manifest: ingress({ ...own, ...asked, service: { name: own.name, port: "http" } }),
    });
  return objects;
}

/** How a changed Secret reaches OpenHands; see kubernetes.deployment.reload. */
function reloadAnnotations(
  { deployment: { reload } }: Kubernetes,
  read: readonly string[],
  secrets: readonly Manifest[],
): Pick<DeploymentProps, "annotations" | "podAnnotations"> {
  if (reload === "none" || read.length === 0) return {};
  if (reload === "reloader") return { annotations: reloaderAnnotation(read) };
  const defined = secrets.filter(({ metadata }) => read.includes(metadata.name));
  const checksum = createHash("sha256").update(JSON.stringify(defined)).digest("hex");
  return { podAnnotations: { "checksum/external-secret": checksum } };
}

/** https://github.com/stakater/Reloader#-2-automatic-reload-for-specific-resources */
export const reloaderAnnotation = (secrets: readonly string[]) => ({
  "secret.reloader.stakater.com/reload": secrets.join(","),
});
