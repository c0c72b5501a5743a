import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Testing } from "cdktf";
import { synthesizeAll } from "../main";
import { testConfig } from "../tools/test-config";
import { OpenhandsKubernetesStack } from "./openhands-kubernetes-stack";

const synthesized = (yaml = "kubernetes: {terraform: {}}") => {
  const config = testConfig(yaml, "c.yaml");
  if (!config.kubernetes) throw new Error("There is no section kubernetes");
  const app = Testing.app({ stackTraces: false });
  return Testing.synth(new OpenhandsKubernetesStack(app, "openhands-kubernetes", config, config.kubernetes), true);
};
type Blocks = Record<string, Record<string, Record<string, unknown>>>;
const resources = (yaml?: string) => (JSON.parse(synthesized(yaml)).resource as Blocks).kubernetes_manifest ?? {};

it("exists only if asked for: manifests/ is the alternative", () => {
  const stacks = (yaml: string) => [...synthesizeAll(testConfig(yaml, "c.yaml")).keys()];
  expect(stacks("kubernetes: {}")).toEqual(["openhands"]);
  expect(stacks("kubernetes: {terraform: {}}")).toEqual(["openhands", "openhands-kubernetes"]);
});

it("contains each object as kubernetes_manifest, at its own address", () => {
  const json = synthesized();
  expect(Object.keys(resources())).toEqual([
    ...["canvas_keys", "deployment", "external_secret", "namespace", "network_policy", "persistent_volume_claim"],
    ...["secret_store", "service", "service_account"],
  ]);
  const first = 'openhands: {version: "0.62"}\nkubernetes: {terraform: {}}';
  expect(Object.keys(resources(first))).toEqual([
    ...["deployment", "external_secret", "namespace", "persistent_volume_claim", "secret_store", "service"],
    "service_account",
  ]);
  expect(json).toHaveResourceWithProperties(Manifest, {
    manifest: {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: { name: "bedrock-credentials", namespace: "openhands" },
      spec: expect.objectContaining({
        refreshInterval: "1h0m0s",
        secretStoreRef: { name: "parameterstore", kind: "ClusterSecretStore" },
      }),
    },
    field_manager: { name: "openhands-aws" },
    computed_fields: ["metadata.annotations", "metadata.labels"],
  });
  expect(json).toHaveResourceWithProperties(Manifest, {
    manifest: expect.objectContaining({ kind: "Deployment", metadata: expect.objectContaining({ name: "openhands" }) }),
    computed_fields: ["metadata.annotations", "metadata.labels", "spec.template.metadata.annotations"],
  });
});

it("makes the namespace before what is in it, and the store before what reads through it", () => {
  const needs = Object.entries(resources()).map(([label, block]) => [label, block.depends_on]);
  const inNamespace = ["kubernetes_manifest.namespace"];
  const throughStore = [...inNamespace, "kubernetes_manifest.secret_store"];
  expect(Object.fromEntries(needs)).toEqual({
    canvas_keys: throughStore,
    deployment: inNamespace,
    external_secret: throughStore,
    namespace: undefined,
    network_policy: inNamespace,
    persistent_volume_claim: inNamespace,
    secret_store: undefined,
    service: inNamespace,
    service_account: inNamespace,
  });
  expect(resources("kubernetes: {createNamespace: false, terraform: {}}").service?.depends_on).toBeUndefined();
});

it("lets the cluster fill in a Service that is reached through nodes, and watches any other", () => {
  const computed = (type: string) =>
    resources(`kubernetes: {terraform: {}, deployment: {service: {type: ${type}}}}`).service?.computed_fields;
  expect(computed("ClusterIP")).toEqual(["metadata.annotations", "metadata.labels"]);
  expect(computed("NodePort")).toEqual(["metadata.annotations", "metadata.labels", "spec"]);
});

it("destroys neither a namespace that is no longer managed nor the conversations in it", () => {
  const removed = (kubernetes: string) =>
    JSON.parse(synthesized(`kubernetes: {terraform: {}, ${kubernetes}}`)).removed?.map(
      ({ from, lifecycle }: { from: string; lifecycle: object }) => [from, lifecycle],
    );
  const kept = { destroy: false };
  expect(removed("createNamespace: true")).toBeUndefined();
  expect(removed("createNamespace: false")).toEqual([["kubernetes_manifest.namespace", kept]]);
  expect(removed("deployment: {generate: false}")).toEqual([
    ["kubernetes_manifest.namespace", kept],
    ["kubernetes_manifest.persistent_volume_claim", kept],
  ]);
});

it("has its own state, and no AWS provider", () => {
  const { terraform, provider } = JSON.parse(synthesized());
  expect(terraform).toEqual({
    backend: {
      s3: {
        bucket: "tfaction-state",
        key: "terraform/aws/openhands-kubernetes/v1/terraform.tfstate",
        region: "ap-northeast-1",
        use_lockfile: true,
      },
    },
    required_providers: { kubernetes: { source: "hashicorp/kubernetes", version: ">= 2.38.0, < 3.0.0" } },
    required_version: ">= 1.11.0",
  });
  expect(Object.keys(provider)).toEqual(["kubernetes"]);
});

describe("the provider", () => {
  const provider = (terraform: string) => {
    const json = synthesized(`kubernetes: {terraform: ${terraform}}`);
    expect(json).toHaveProvider(KubernetesProvider);
    return JSON.parse(json).provider.kubernetes[0];
  };

  it("reads a kubeconfig", () => {
    expect(provider("{}")).toEqual({ config_path: "~/.kube/config" });
    expect(provider("{kubeconfig: {path: /etc/kubeconfig, context: agents}}")).toEqual({
      config_path: "/etc/kubeconfig",
      config_context: "agents",
    });
  });

  it("logs in to a cluster with a program, whose environment keeps its case", () => {
    const exec = "{command: aws, args: [eks, get-token], env: {AWS_PROFILE: agents}}";
    expect(provider(`{cluster: {host: 'https://203.0.113.7', certificateAuthority: YQ==, exec: ${exec}}}`)).toEqual({
      host: "https://203.0.113.7",
      cluster_ca_certificate: '${base64decode("YQ==")}',
      exec: [
        {
          api_version: "client.authentication.k8s.io/v1",
          command: "aws",
          args: ["eks", "get-token"],
          env: { AWS_PROFILE: "agents" },
        },
      ],
    });
  });
});
