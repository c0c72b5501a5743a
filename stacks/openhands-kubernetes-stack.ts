import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { pinned } from "@openhands-aws/constructs";
import type { Manifest as ClusterManifest } from "@openhands-aws/constructs/kubernetes";
import type { Construct } from "constructs";
import type { Config } from "../config/config";
import type { Kubernetes } from "../config/kubernetes";
import { clusterObjects } from "./openhands-kubernetes/objects";
import { StateStack } from "./state-stack";

/** State `openhands-kubernetes`: the cluster's objects, the same as in manifests/. */
export class OpenhandsKubernetesStack extends StateStack {
  constructor(scope: Construct, id: string, config: Config, kubernetes: Kubernetes) {
    super(scope, id, config);
    const terraform = kubernetes.terraform as NonNullable<Kubernetes["terraform"]>;
    this.requireProvider("kubernetes", terraform.provider);
    this.addProvider(terraform);

    this.keepWhatIsNotOurs(kubernetes);
    const earlier = new Map<string, Manifest>();
    for (const { label, manifest } of clusterObjects(config, kubernetes)) {
      const named = manifest.metadata.namespace
        ? ["namespace", manifest.kind === "ExternalSecret" ? "secret_store" : ""]
        : [];
      // The API server checks that who binds a role has its rights: the role has to be there.
      if (manifest.kind.endsWith("Binding")) named.push(label.replace(/_binding$/, ""));
      const dependsOn = named.flatMap((name) => earlier.get(name) ?? []);
      const resource = pinned(
        new Manifest(this, label, {
          manifest,
          computedFields: computedFields(manifest, kubernetes),
          fieldManager: { name: terraform.fieldManager },
          dependsOn: dependsOn.length > 0 ? dependsOn : undefined,
        }),
        label,
      );
      earlier.set(label, resource);
    }
  }

  /** What a config change removes from the state stays in the cluster: others' objects, and people's conversations. */
  private keepWhatIsNotOurs({ createNamespace, deployment }: Kubernetes): void {
    const kept = [
      ...(createNamespace ? [] : ["namespace"]),
      ...(deployment.generate ? [] : ["persistent_volume_claim"]),
    ];
    if (kept.length > 0)
      this.addOverride(
        "removed",
        kept.map((label) => ({ from: `kubernetes_manifest.${label}`, lifecycle: { destroy: false } })),
      );
  }

  private addProvider({ kubeconfig, cluster }: NonNullable<Kubernetes["terraform"]>): void {
    if (!cluster) {
      const { path: configPath, context: configContext } = kubeconfig ?? { path: "~/.kube/config" };
      new KubernetesProvider(this, "kubernetes", { configPath, configContext });
      return;
    }
    const { host, certificateAuthority, exec } = cluster;
    const clusterCaCertificate = certificateAuthority && `\${base64decode("${certificateAuthority}")}`;
    const provider = new KubernetesProvider(this, "kubernetes", { host, clusterCaCertificate });
    // CDKTF would write the names of the environment variables in lower case.
    const { apiVersion: api_version, command, args, env } = exec;
    provider.addOverride("exec", [{ api_version, command, args, env }]);
  }
}

/** Fields that controllers write: in every object, in pod annotations (`kubectl rollout restart`), in Services with node ports. */
function computedFields({ kind }: ClusterManifest, { deployment }: Kubernetes): string[] {
  const metadata = ["metadata.annotations", "metadata.labels"];
  if (kind === "Deployment") return [...metadata, "spec.template.metadata.annotations"];
  return kind === "Service" && deployment.service.type !== "ClusterIP" ? [...metadata, "spec"] : metadata;
}
