import type { KubernetesObject } from "./cluster";

/**
 * Our fields that someone else owns, too: the next apply would conflict, or undo what they wrote.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export function sharedFields({ kind, metadata }: KubernetesObject, ours = "kubectl"): string[] {
  const owners = metadata.managedFields ?? [];
  const fields = (own: boolean) =>
    owners
      .filter(({ manager, operation }) => (manager === ours && operation === "Apply") === own)
      .flatMap(({ manager, fieldsV1 }) => leaves(fieldsV1).map((path) => ({ manager, path })));
  const written = new Set(fields(true).map(({ path }) => path));
  if (written.size === 0 && kind !== "Namespace") throw new Error(`${kind} ${metadata.name}: ${ours} owns nothing`);
  return fields(false)
    .filter(({ path }) => written.has(path))
    .map(({ manager, path }) => `${kind} ${metadata.name}: ${path} is ${manager}'s too`);
}

/** Paths of the fields with a value; `.` is only the containing object itself. */
const leaves = (fields: object, path = ""): string[] =>
  Object.entries(fields).flatMap(([name, inner]) => {
    if (name === ".") return [];
    const here = `${path}/${name.replace(/^[fkv]:/, "")}`;
    return Object.keys(inner).length === 0 ? [here] : leaves(inner, here);
  });
