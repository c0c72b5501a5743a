import type { Json } from "../../../model";
import { isObject, type JsonObject } from "../json-of";
import { textOf } from "../objects";
import { idOf, isBuiltIn } from "./built-object";

/** Lists whose elements are merged by a key; others are replaced. @see https://kubernetes.io/docs/reference/kubernetes-api/ */
const MERGE_KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ["name"],
  initContainers: ["name"],
  ephemeralContainers: ["name"],
  env: ["name"],
  volumes: ["name"],
  volumeMounts: ["mountPath"],
  volumeDevices: ["devicePath"],
  imagePullSecrets: ["name"],
  secrets: ["name"],
  resourceClaims: ["name"],
  schedulingGates: ["name"],
  webhooks: ["name"],
  hostAliases: ["ip"],
  topologySpreadConstraints: ["topologyKey", "whenUnsatisfiable"],
  conditions: ["type"],
  ownerReferences: ["uid"],
};
/** Of a container's ports, and of a Service's. */
const PORT_KEYS = ["containerPort", "port"];

/**
 * A strategic merge patch as kustomize applies it. `null` removes a field, `$patch: delete` an object or an element.
 * @returns undefined if the object is deleted
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
 */
export function strategicMerge(body: JsonObject, patch: JsonObject): JsonObject | undefined {
  // Of other kinds kustomize does not know the lists.
  const merged = mergeObject(body, patch, isBuiltIn(idOf(body)));
  return merged === DELETED ? undefined : merged;
}

const DELETED = Symbol("deleted");

function mergeObject(into: Json | undefined, patch: JsonObject, builtIn: boolean): JsonObject | typeof DELETED {
  const { $patch, ...fields } = patch;
  if (textOf($patch) === "delete") return DELETED;
  const merged: JsonObject = isObject(into) && textOf($patch) !== "replace" ? { ...into } : {};
  for (const [name, value] of Object.entries(fields)) {
    const found = value === null ? DELETED : mergeValue(merged[name], value, name, builtIn);
    if (found === DELETED) delete merged[name];
    else merged[name] = found;
  }
  return merged;
}

function mergeValue(into: Json | undefined, patch: Json, name: string, builtIn: boolean): Json | typeof DELETED {
  if (isObject(patch)) return mergeObject(into, patch, builtIn) as Json | typeof DELETED;
  if (!Array.isArray(patch)) return patch;
  const keys = builtIn ? keysOf(name, patch) : undefined;
  if (keys && patch.every(isObject)) return mergeList(Array.isArray(into) ? into : [], patch, keys);
  if (builtIn && name === "finalizers") return [...new Set([...patch, ...(Array.isArray(into) ? into : [])])];
  return patch;
}

const keysOf = (name: string, patch: readonly Json[]): readonly string[] | undefined =>
  name === "ports"
    ? PORT_KEYS.filter((key) => patch.some((item) => isObject(item) && item[key] !== undefined))
        .slice(0, 1)
        .map((key) => key)
    : Object.hasOwn(MERGE_KEYS, name)
      ? MERGE_KEYS[name]
      : undefined;

/** What the patch names comes first, in its order. */
function mergeList(into: readonly Json[], patch: readonly JsonObject[], keys: readonly string[]): Json {
  const replaces = patch.some((item) => textOf(item.$patch) === "replace");
  const keyOf = (item: Json): string =>
    isObject(item) ? JSON.stringify([...keys.map((key) => item[key] ?? null), protocolOf(item, keys)]) : "";
  const rest = new Map<string, Json>();
  for (const item of replaces ? [] : into) rest.set(keyOf(item), item);
  const first: Json[] = [];
  for (const item of patch) {
    if (textOf(item.$patch) === "replace") continue;
    const key = keyOf(item);
    const merged = mergeObject(rest.get(key), item, true);
    rest.delete(key);
    if (merged !== DELETED) first.push(merged as Json);
  }
  const left = new Set(rest.values());
  return [...first, ...(replaces ? [] : into.filter((item) => left.has(item)))];
}

const protocolOf = (item: JsonObject, keys: readonly string[]): string =>
  keys.some((key) => PORT_KEYS.includes(key)) ? textOf(item.protocol) || "TCP" : "";

/** A directive that kustomize does not carry out as kubectl does. */
export function unknownDirective(patch: Json): string | undefined {
  const open = [patch];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (isObject(at)) for (const key of Object.keys(at)) if (/^\$(?!patch$)/.test(key)) return key;
    if (typeof at === "object" && at !== null) for (const inner of Object.values(at)) open.push(inner as Json);
  }
  return undefined;
}
