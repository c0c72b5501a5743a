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
      "Host and name of OpenHands' own image; its tag is openhands.version. Default: where that release is published. Agent Canvas runs in the image of the section image instead.",
    ),
    digest: ImageDigest.optional().describe(
      "Pins the content: docker buildx imagetools inspect IMAGE --format '{{.Manifest.Digest}}'. Default: none; the tag's current content is used.",
    ),
    pullSecrets: z.array(ObjectName).default([]).describe("Secrets in the namespace with which images are pulled."),
  })
  .prefault({})
  .describe("OpenHands' own image, not the sandbox's.");

const Resources = z
  .strictObject({
    requests: z
      .strictObject({
        cpu: Processors.default("500m").describe("CPU reserved for OpenHands."),
        memory: Bytes.default("1Gi").describe("Memory reserved for OpenHands."),
      })
      .prefault({})
      .describe("What the node must have free."),
    limits: z
      .strictObject({
        cpu: Processors.optional().describe("The CPU limit. Default: no limit."),
        memory: Bytes.optional().describe(
          "The memory limit; above it OpenHands is killed. Default: 2Gi; for Agent Canvas, whose agents run in the same container, 4Gi.",
        ),
      })
      .prefault({})
      .describe("What OpenHands may use at most."),
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
      .describe("ReadWriteMany: pods on several nodes share the volume, if the StorageClass supports that."),
  })
  .prefault({})
  .describe("The volume that keeps OpenHands' conversations and settings.");

const Service = z
  .strictObject({
    type: z
      .enum(["ClusterIP", "NodePort", "LoadBalancer"])
      .default("ClusterIP")
      .describe(
        "ClusterIP: inside the cluster only. The others are dangerous: anyone who can reach OpenHands can run programs with its access. To go back to ClusterIP, the Terraform stack needs terraform apply -replace=kubernetes_manifest.service.",
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
      .describe("For your own ingress or load balancer; no Ingress is created."),
  })
  .prefault({})
  .describe("The Service.");

export const Deployment = z
  .strictObject({
    generate: z
      .boolean({ error: "must be true or false" })
      .default(true)
      .describe(
        "true: the Deployment with its Service, ServiceAccount and volume is in manifests/openhands. false: you have your own, and the component components/aws-access adds the access to it.",
      ),
    name: ServiceName.regex(/^(?!default$)/, {
      error: "must be a different name: default is the ServiceAccount that every namespace has",
    })
      .default("openhands")
      .describe("The name of the Deployment, its Service and its ServiceAccount."),
    image: Image,
    replicas: z
      .int({ error: "must be a whole number, 0 to 100" })
      .min(0, { error: "must be 0 to 100" })
      .max(100, { error: "must be 0 to 100" })
      .default(1)
      .describe("The number of OpenHands pods; more than one need a ReadWriteMany volume."),
    strategy: z
      .enum(["Recreate", "RollingUpdate"])
      .default("Recreate")
      .describe(
        "How a new version replaces the old one. RollingUpdate starts the new pod first; it waits for the volume unless both pods are on one node.",
      ),
    hostNetwork: z
      .boolean({ error: "must be true or false" })
      .default(false)
      .describe(
        "Dangerous: the pod uses the node's network, including its loopback services and the instance metadata. OpenHands 1.x with dockerSocket needs it: its sandboxes call port 3000 of the node, and browsers reach them at the node's address unless env sets SANDBOX_CONTAINER_URL_PATTERN.",
      ),
    dockerSocket: z
      .boolean({ error: "must be true or false" })
      .default(false)
      .describe(
        "Dangerous: mounts the node's /var/run/docker.sock, which makes anyone who controls the pod root on the node. OpenHands' default sandboxes need it; give them a node of their own (nodeAffinity). Without it, choose another runtime through env.",
      ),
    workspace: HostPath.optional().describe(
      "A directory on the node that the sandboxes use as /workspace; Agent Canvas has none. Default: each sandbox has its own, which is deleted with it.",
    ),
    nodeAffinity: z
      .record(LabelKey, z.array(LabelValue).min(1, { error: "must contain at least one value" }))
      .default({})
      .describe("Labels that the node must have, each with the accepted values."),
    storage: Storage,
    resources: Resources,
    service: Service,
    env: z
      .record(VariableName, PlainText)
      .default({})
      .describe("More environment variables for OpenHands. No secrets: they are in the manifest."),
    reload: z
      .enum(["reloader", "checksum", "none"])
      .default("reloader")
      .describe(
        "How a rotated key reaches OpenHands, which reads it only when it starts. reloader: an annotation with which Stakater's Reloader, if installed, restarts the pod. checksum: the pod restarts when the ExternalSecret's definition changes, but not for a new value of the same parameter. none: run kubectl rollout restart yourself. https://github.com/stakater/Reloader",
      ),
  })
  .describe("OpenHands' Deployment.");
