import { z } from "zod";
import {
  Bytes,
  HostPath,
  LabelKey,
  LabelValue,
  ObjectName,
  PlainText,
  Processors,
  ServiceName,
  VariableName,
} from "../../kubernetes-names";
import { ImageDigest, ImageRepository } from "../../names";

const Image = z
  .strictObject({
    repository: ImageRepository.optional().describe(
      "Host and name of OpenHands' own image; its tag is openhands.version. Default: where that release is published.",
    ),
    digest: ImageDigest.optional().describe(
      "Pins the content: docker buildx imagetools inspect IMAGE --format '{{.Manifest.Digest}}'. Default: none, and the tag's present content.",
    ),
    pullSecrets: z.array(ObjectName).default([]).describe("Secrets of the namespace with which images are pulled."),
  })
  .prefault({})
  .describe("OpenHands' own image, not the sandbox's.");

const Resources = z
  .strictObject({
    requests: z
      .strictObject({
        cpu: Processors.default("500m").describe("Processors that are kept free for OpenHands."),
        memory: Bytes.default("1Gi").describe("Memory that is kept free for OpenHands."),
      })
      .prefault({})
      .describe("What the node must have."),
    limits: z
      .strictObject({
        cpu: Processors.optional().describe("Most processors. Default: no limit."),
        memory: Bytes.default("2Gi").describe("Most memory; above it OpenHands is killed."),
      })
      .prefault({})
      .describe("What OpenHands may take."),
  })
  .prefault({})
  .describe("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/");

const Storage = z
  .strictObject({
    size: Bytes.default("10Gi").describe("Size of the volume."),
    className: ObjectName.optional().describe("The StorageClass. Default: the cluster's."),
    accessMode: z
      .enum(["ReadWriteOnce", "ReadWriteMany"])
      .default("ReadWriteOnce")
      .describe("ReadWriteMany: pods of several nodes share it, where the StorageClass can."),
  })
  .prefault({})
  .describe("The volume that keeps OpenHands' conversations and settings.");

const Service = z
  .strictObject({
    type: z
      .enum(["ClusterIP", "NodePort", "LoadBalancer"])
      .default("ClusterIP")
      .describe(
        "ClusterIP: inside the cluster only. Dangerous otherwise: whoever reaches OpenHands runs programs with its access. The Terraform stack goes back to ClusterIP with terraform apply -replace=kubernetes_manifest.service.",
      ),
    port: z
      .int({ error: "must be a port, 1 to 65535" })
      .min(1, { error: "must be a port, 1 to 65535" })
      .max(65_535, { error: "must be a port, 1 to 65535" })
      .default(3000)
      .describe("The Service's port."),
    annotations: z
      .record(LabelKey, PlainText)
      .default({})
      .describe("For your own ingress or load balancer; no Ingress is made here."),
  })
  .prefault({})
  .describe("The Service.");

export const Deployment = z
  .strictObject({
    generate: z
      .boolean({ error: "must be true or false" })
      .default(true)
      .describe(
        "true: the Deployment with its Service, ServiceAccount and volume in manifests/openhands. false: you have yours, and the component components/aws-access adds the access to it.",
      ),
    name: ServiceName.regex(/^(?!default$)/, {
      error: "must be another name: default is the ServiceAccount that each namespace has",
    })
      .default("openhands")
      .describe("The Deployment's name, and its Service's and ServiceAccount's."),
    image: Image,
    replicas: z
      .int({ error: "must be a whole number, 0 to 100" })
      .min(0, { error: "must be 0 to 100" })
      .max(100, { error: "must be 0 to 100" })
      .default(1)
      .describe("Pods of OpenHands; more than one share a volume that is ReadWriteMany."),
    strategy: z
      .enum(["Recreate", "RollingUpdate"])
      .default("Recreate")
      .describe(
        "How a new version replaces the old. RollingUpdate starts the new pod first, which waits for the volume unless both are on one node.",
      ),
    hostNetwork: z
      .boolean({ error: "must be true or false" })
      .default(false)
      .describe(
        "Dangerous: the pod has the node's network, its loopback services and the instance's metadata included. OpenHands 1.x with dockerSocket needs it: its sandboxes call back to port 3000 of the node, and browsers reach them at the node's address unless env says SANDBOX_CONTAINER_URL_PATTERN.",
      ),
    dockerSocket: z
      .boolean({ error: "must be true or false" })
      .default(false)
      .describe(
        "Dangerous: mounts the node's /var/run/docker.sock, by which whoever controls the pod is root on the node. OpenHands' default sandboxes need it; give them a node of their own (nodeAffinity). Without it, choose another runtime through env.",
      ),
    workspace: HostPath.optional().describe(
      "A directory of the node that sandboxes work in, at /workspace there. Default: each sandbox has its own, which goes with it.",
    ),
    nodeAffinity: z
      .record(LabelKey, z.array(LabelValue).min(1, { error: "must hold at least one value" }))
      .default({})
      .describe("Labels that the node must have, each with the values that will do."),
    storage: Storage,
    resources: Resources,
    service: Service,
    env: z
      .record(VariableName, PlainText)
      .default({})
      .describe("Further variables of OpenHands. No secrets: they are in the manifest."),
    reload: z
      .enum(["reloader", "checksum", "none"])
      .default("reloader")
      .describe(
        "How a rotated key reaches OpenHands, which reads it once when it starts. reloader: an annotation by which Stakater's Reloader, where it is installed, restarts the pod. checksum: restarts when the ExternalSecret's definition changes; a new value of the same parameter it cannot see. none: kubectl rollout restart. https://github.com/stakater/Reloader",
      ),
  })
  .describe("OpenHands' Deployment.");
