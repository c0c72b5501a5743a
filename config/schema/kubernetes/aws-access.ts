import { z } from "zod";
import { ContainerName, LabelSelector, ObjectName, SandboxMount } from "../../kubernetes-names";

export const AwsAccess = z
  .strictObject({
    kind: z
      .enum(["Deployment", "StatefulSet"])
      .default("Deployment")
      .describe("The kind of workload that runs OpenHands."),
    name: ObjectName.optional().describe("The workload's name. Default: deployment.name, unless labels are given."),
    labels: LabelSelector.optional().describe(
      "Instead of a name: the workload's labels, such as app=openhands. Default: none.",
    ),
    mounts: z
      .array(SandboxMount)
      .default([])
      .describe(
        "The mounts in your SANDBOX_VOLUMES, such as /srv/work:/workspace:rw. With runtime.refresher, the component writes this variable.",
      ),
    container: ContainerName.default("openhands").describe("The workload's container in which OpenHands runs."),
  })
  .refine(({ name, labels }) => name === undefined || labels === undefined, {
    error: "must have name or labels, not both",
  })
  .describe("Your own Deployment or StatefulSet, which the kustomize component components/aws-access changes.");
