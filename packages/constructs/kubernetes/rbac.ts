import { type Manifest, present } from "./manifest";

/** What may be done with resources, or at paths of the API server itself, such as `/version`. */
export type PolicyRule = ResourceRule | PathRule;

/** @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole */
export interface ResourceRule {
  /** The core group is the empty one. */
  readonly apiGroups: readonly string[];
  /** In the plural, as in `secrets`. */
  readonly resources: readonly string[];
  /** Only the objects with these names. @default any */
  readonly resourceNames?: readonly string[];
  /** As in `get`. */
  readonly verbs: readonly string[];
}

/** Only in the whole cluster. @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#clusterrole-example */
export interface PathRule {
  /** As in `/version`. */
  readonly nonResourceURLs: readonly string[];
  /** As in `get`. */
  readonly verbs: readonly string[];
}

/** Who gets rights: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects */
export type RbacSubject =
  | { readonly kind: "User" | "Group"; readonly name: string }
  | { readonly kind: "ServiceAccount"; readonly name: string; readonly namespace: string };

export interface RbacProps {
  /** Of the role and of its binding. */
  readonly name: string;
  /** Where the rights are. @default in the whole cluster */
  readonly namespace?: string;
  /** What may be done there. */
  readonly rules: readonly PolicyRule[];
  /** Who may do it. */
  readonly subjects: readonly RbacSubject[];
}

const GROUP = "rbac.authorization.k8s.io";

/**
 * A Role with its RoleBinding, or without a namespace a ClusterRole with its ClusterRoleBinding. Every field is there that
 * the API server would fill in.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-v1/
 */
export function rbac({ name, namespace, rules, subjects }: RbacProps): { role: Manifest; binding: Manifest } {
  const apiVersion = `${GROUP}/v1`;
  const kind = namespace === undefined ? "ClusterRole" : "Role";
  const metadata = present({ name, namespace });
  return {
    role: { apiVersion, kind, metadata, rules: rules.map(ordered) },
    binding: {
      ...{ apiVersion, kind: `${kind}Binding`, metadata },
      roleRef: { apiGroup: GROUP, kind, name },
      subjects: subjects.map((subject) =>
        subject.kind === "ServiceAccount" ? subject : { apiGroup: GROUP, ...subject },
      ),
    },
  };
}

/** As the API server writes it, and nothing else. */
const ordered = (rule: PolicyRule): PolicyRule =>
  "nonResourceURLs" in rule
    ? { nonResourceURLs: rule.nonResourceURLs, verbs: rule.verbs }
    : present({
        ...{ apiGroups: rule.apiGroups, resources: rule.resources },
        ...{ resourceNames: rule.resourceNames, verbs: rule.verbs },
      });
