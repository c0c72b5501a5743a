import { z } from "zod";
import { Base64, FieldManager, PlainText, ServerUrl, VariableName } from "../../kubernetes-names";
import { VersionConstraint } from "../../names";

const Kubeconfig = z
  .strictObject({
    path: PlainText.min(1, { error: "must name a file" })
      .default("~/.kube/config")
      .describe("The kubeconfig's path on the machine that runs Terraform."),
    context: PlainText.min(1, { error: "must name a context" })
      .optional()
      .describe("The context in it. Default: the current one."),
  })
  .describe("Credentials from a kubeconfig. Default: ~/.kube/config, unless cluster is given.");

const Cluster = z
  .strictObject({
    host: ServerUrl.describe("The API server's URL. Required."),
    certificateAuthority: Base64.optional().describe(
      "The certificate of the authority that signed the server's, PEM in base64, as in a kubeconfig. Default: the machine's trusted authorities.",
    ),
    exec: z
      .strictObject({
        apiVersion: z
          .enum(["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"])
          .default("client.authentication.k8s.io/v1")
          .describe("The API version of the program's output."),
        command: PlainText.min(1, { error: "must name a program" }).describe("The program. Required."),
        args: z.array(PlainText).default([]).describe("Its arguments. No secrets: they are in the JSON."),
        env: z
          .record(VariableName, PlainText)
          .default({})
          .describe("Additional environment variables for it. No secrets: they are in the JSON."),
      })
      .describe(
        "The program that prints credentials. Required. https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins",
      ),
  })
  .describe("A cluster by its URL, with a program that logs in. Leave it out to use a kubeconfig.");

export const KubernetesTerraform = z
  .strictObject({
    provider: VersionConstraint.default(">= 2.38.0, < 3.0.0").describe(
      "Version range of the provider hashicorp/kubernetes.",
    ),
    kubeconfig: Kubeconfig.optional(),
    cluster: Cluster.optional(),
    fieldManager: FieldManager.default("openhands-aws").describe(
      "The name under which Terraform owns the fields in the cluster.",
    ),
  })
  .refine(({ kubeconfig, cluster }) => !kubeconfig || !cluster, {
    error: "must have kubeconfig or cluster, not both",
  })
  .describe(
    "The stack openhands-kubernetes: Terraform applies the objects. Leave it out where Argo CD or kubectl applies manifests/: two owners of one object undo each other's changes.",
  );
