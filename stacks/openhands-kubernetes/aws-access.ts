import { type Manifest, present, type Variable } from "@openhands-aws/constructs/kubernetes";
import { REFRESHED_MOUNT, refresherVolume } from "@openhands-aws/constructs/openhands";
import type { Config } from "../../config/config";
import type { Kubernetes } from "../../config/kubernetes";
import { reloaderAnnotation } from "./deployment";
import { credentials } from "./objects";
import { accessVariables } from "./openhands";
import { parameterVariables } from "./pod";
import { isRefreshed, readsSecret, refresherContainer, sharedWith } from "./refresher";
import { appTokenMounts, webIdentityVolumes } from "./web-identity";

/** Only the access, for a Deployment or StatefulSet that someone else writes. */
export interface AwsAccess {
  /** None once the access is rolled back, unless the config has parameters of its own. */
  readonly secret?: Manifest;
  /** A strategic merge patch of the workload. */
  readonly patch: object;
  /** Which workload kustomize applies the patch to. */
  readonly target: Readonly<Record<string, string>>;
}

export function awsAccess(config: Config, kubernetes: Kubernetes): AwsAccess {
  const { kind, target } = kubernetes.awsAccess;
  return {
    secret: credentials(config, kubernetes),
    patch: patchOf(config, kubernetes),
    target: { kind, ...selectorOf(target) },
  };
}

function patchOf(config: Config, kubernetes: Kubernetes): object {
  const { awsAccess, externalSecret, deployment } = kubernetes;
  const env = [...accessVariables(config, kubernetes, awsAccess.mounts), ...parameterVariables(externalSecret)];
  const refreshed = isRefreshed(config);
  const mounts = [
    ...(refreshed && sharedWith(config) === "pod" ? [REFRESHED_MOUNT] : []),
    ...appTokenMounts(config, kubernetes),
  ];
  const volumes = [
    ...(refreshed ? [refresherVolume(sharedWith(config))] : []),
    ...webIdentityVolumes(config, kubernetes),
  ];
  const containers: object[] = [
    { name: awsAccess.container, env: env.map(replacing), ...(mounts.length > 0 && { volumeMounts: mounts }) },
  ];
  if (refreshed) containers.push(present(refresherContainer(config, kubernetes)));
  return {
    apiVersion: "apps/v1",
    kind: awsAccess.kind,
    metadata: {
      // The target selects the workload, but a patch must have a name, too.
      name: "openhands",
      ...(deployment.reload === "reloader" &&
        readsSecret(config, kubernetes) && { annotations: reloaderAnnotation([externalSecret.name]) }),
    },
    spec: {
      template: { spec: { containers, ...(volumes.length > 0 && { volumes }) } },
    },
  };
}

/** The workload may have the same variable with the other kind of value, which a merge would keep beside ours. */
const replacing = (variable: Variable) =>
  "value" in variable ? { ...variable, valueFrom: null } : { ...variable, value: null };

/** kustomize reads a name as a regular expression. */
const selectorOf = (target: Kubernetes["awsAccess"]["target"]): Record<string, string> =>
  "labels" in target ? { labelSelector: target.labels } : { name: target.name.replaceAll(".", "\\.") };
