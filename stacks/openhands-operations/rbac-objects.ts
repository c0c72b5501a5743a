import { type RbacSubject, rbac } from "@openhands-aws/constructs/kubernetes";
import type { Config } from "../../config/config";
import type { Kubernetes } from "../../config/kubernetes";
import type { ClusterSubject } from "../../config/schema/operations";
import type { ClusterObject } from "../openhands-kubernetes/objects";
import { RIGHTS, type Verb } from "./rights";

/** Each verb's rights in the cluster, for those whom the config names: in the namespace, and where needed in all of it. */
export function rbacObjects({ operations }: Config, kubernetes: Kubernetes): ClusterObject[] {
  return Object.entries(operations?.roles ?? {}).flatMap(([verb, role]) => {
    const subjects = "cluster" in role ? role.cluster.map(subjectOf) : [];
    const rules = RIGHTS[verb as Verb].rules?.(kubernetes) ?? [];
    if (subjects.length === 0) return [];
    return [kubernetes.namespace, undefined].flatMap((namespace) => {
      const own = rules.filter((rule) => rule.namespace === namespace);
      if (own.length === 0) return [];
      // A ClusterRole's name is the whole cluster's: it says for which namespace it is.
      const name = `${kubernetes.namespace}-${verb}`;
      const objects = rbac({ name, namespace, rules: own, subjects });
      return [objects.role, objects.binding].map((manifest) => {
        const words = [verb, ...manifest.kind.split(/(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase())];
        return {
          file: `openhands-operations/${words.join("-")}.yaml`,
          label: words.join("_"),
          from: `operations.roles.${verb} and kubernetes`,
          manifest,
        };
      });
    });
  });
}

function subjectOf({ user, group, serviceAccount, namespace }: ClusterSubject): RbacSubject {
  if (user !== undefined) return { kind: "User", name: user };
  if (group !== undefined) return { kind: "Group", name: group };
  return { kind: "ServiceAccount", name: serviceAccount as string, namespace: namespace as string };
}
