import type { PolicyRule } from "@openhands-aws/constructs/kubernetes";
import type { Kubernetes } from "../../config/kubernetes";

/** A rule of a Role or, where it has no namespace, of a ClusterRole. */
export type ClusterRule = PolicyRule & { readonly namespace?: string };

export const EXTERNAL_SECRETS = ["external-secrets.io"];

/**
 * For the Deployment or StatefulSet of OpenHands.
 * @param byName verbs where the config names it
 * @param byLabels verbs where the config finds it by its labels: then they are for all of its kind in the namespace
 */
export function workloadRule(
  { namespace, deployment, awsAccess }: Kubernetes,
  byName: readonly string[],
  byLabels: readonly string[],
): ClusterRule {
  const kind = deployment.generate ? "deployments" : `${awsAccess.kind.toLowerCase()}s`;
  const target = deployment.generate ? deployment : awsAccess.target;
  const workload = { namespace, apiGroups: ["apps"], resources: [kind] };
  return "name" in target
    ? { ...workload, resourceNames: [target.name], verbs: byName }
    : { ...workload, verbs: byLabels };
}
