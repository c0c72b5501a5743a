import { z } from "zod";
import { ContainerName, LabelSelector, ObjectName, SandboxMount } from "../../kubernetes-names";

export const AwsAccess = z
  .strictObject({
    kind: z.enum(["Deployment", "StatefulSet"]).default("Deployment").describe("The kind of what runs OpenHands."),
    name: ObjectName.optional().describe("Its name. Default: deployment.name, unless labels are given."),
    labels: LabelSelector.optional().describe("Instead of a name: labels of it, as in app=openhands. Default: none."),
    mounts: z
      .array(SandboxMount)
      .default([])
      .describe(
        "The mounts that your SANDBOX_VOLUMES has, as in /srv/work:/workspace:rw: with runtime.refresher the component writes this variable.",
      ),
    container: ContainerName.default("openhands").describe("The container of it in which OpenHands runs."),
  })
  .refine(({ name, labels }) => name === undefined || labels === undefined, {
    error: "must have name or labels, not both",
  })
  .describe(
    "What the kustomize component components/aws-access changes: a Deployment or StatefulSet that you have already.",
  );
