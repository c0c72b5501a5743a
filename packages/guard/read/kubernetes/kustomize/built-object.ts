import type { Json } from "../../../model";
import { isObject, type JsonObject } from "../json-of";
import { textOf, type WrittenObject } from "../objects";

/** An object while kustomizations change it. */
export interface BuiltObject extends WrittenObject {
  body: JsonObject;
  /** What it was called before names and namespaces were changed, the first name first. */
  readonly before: ObjectId[];
}

/** What names an object. */
export interface ObjectId {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Of an object as it is now. */
export function idOf(body: JsonObject): ObjectId {
  const apiVersion = textOf(body.apiVersion);
  const slash = apiVersion.indexOf("/");
  const metadata = isObject(body.metadata) ? body.metadata : {};
  return {
    group: slash < 0 ? "" : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind: textOf(body.kind),
    namespace: textOf(metadata.namespace) || "default",
    name: textOf(metadata.name),
  };
}

/** All that it is or was called. */
export const idsOf = ({ body, before }: BuiltObject): ObjectId[] => [...before, idOf(body)];

/** A member that is an object; it is added if there is none. */
export function section(of: JsonObject, name: string): JsonObject {
  const found = of[name];
  if (isObject(found)) return found;
  const added: JsonObject = {};
  of[name] = added as Json;
  return added;
}

/** Whether an API belongs to Kubernetes itself. */
export const isBuiltIn = ({ group }: ObjectId): boolean => /^(?:[a-z]*|[a-z.]+\.k8s\.io)$/.test(group);

const CLUSTER_WIDE =
  /^(?:Namespace|Node|PersistentVolume|ClusterRole|ClusterRoleBinding|CustomResourceDefinition|StorageClass|PriorityClass|IngressClass|RuntimeClass|APIService|CSIDriver|CSINode|VolumeAttachment|CertificateSigningRequest|ComponentStatus|FlowSchema|PriorityLevelConfiguration|PodSecurityPolicy|ValidatingAdmissionPolicy|ValidatingAdmissionPolicyBinding|ValidatingWebhookConfiguration|MutatingWebhookConfiguration|TokenReview|SubjectAccessReview|SelfSubjectAccessReview|SelfSubjectRulesReview)$/;

/** Whether objects of this kind are in no namespace, as far as kustomize knows: its own kinds only. */
export const isClusterWide = (id: ObjectId): boolean => isBuiltIn(id) && CLUSTER_WIDE.test(id.kind);

/** Every object inside a value, which may be changed. */
export function* sectionsOf(value: Json | undefined): Generator<JsonObject> {
  const open: Json[] = value === undefined ? [] : [value];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (isObject(at)) yield at;
    if (typeof at === "object" && at !== null) for (const inner of Object.values(at)) open.push(inner as Json);
  }
}

/** How many values are in a value, with itself. */
export function countOf(value: Json): number {
  let count = 0;
  const open = [value];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    count++;
    if (typeof at === "object" && at !== null) for (const inner of Object.values(at)) open.push(inner as Json);
  }
  return count;
}
