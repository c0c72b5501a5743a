import { MAX_YAML_NODES } from "../../../bounds";
import type { Json } from "../../../model";
import { jsonOf } from "../../../support/json";
import { isObject, type JsonObject } from "../json-of";
import { textOf } from "../objects";
import { countOf } from "./built-object";

/** A patch that cannot be applied; the message is a clause. */
export class PatchError extends Error {}

/**
 * A JSON patch.
 * @throws PatchError
 * @see https://www.rfc-editor.org/rfc/rfc6902
 */
export function jsonPatch(body: JsonObject, operations: readonly Json[]): JsonObject {
  const holder: JsonObject = { root: structuredClone(body) as Json };
  for (const operation of operations) {
    if (!isObject(operation)) throw new PatchError("an operation is not an object");
    apply(holder, operation);
  }
  if (!isObject(holder.root)) throw new PatchError("it replaces the object by something else");
  return holder.root;
}

function apply(holder: JsonObject, { op, path, from, value = null }: JsonObject): void {
  const to = textOf(path);
  switch (textOf(op)) {
    case "add":
      add(holder, to, structuredClone(value));
      return;
    case "remove":
      remove(holder, to);
      return;
    case "replace":
      remove(holder, to);
      add(holder, to, structuredClone(value));
      return;
    case "move":
      add(holder, to, remove(holder, textOf(from)));
      return;
    case "copy":
      add(holder, to, copied(holder, textOf(from)));
      return;
    case "test":
      if (JSON.stringify(valueAt(holder, to)) !== JSON.stringify(value))
        throw new PatchError(`${to} has not the value that it tests for`);
      return;
    default:
      throw new PatchError(`${JSON.stringify(textOf(op))} is not an operation`);
  }
}

/** What holds the value at a path, and its key in it. */
function parentAt(holder: JsonObject, path: string): { parent: Json; key: string } {
  if (path !== "" && !path.startsWith("/"))
    throw new PatchError(`the path ${JSON.stringify(path)} does not begin with /`);
  const keys = path.split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  let parent: Json = jsonOf(holder);
  keys[0] = "root";
  for (const key of keys.slice(0, -1)) parent = child(parent, key, path);
  return { parent, key: keys.at(-1) ?? "" };
}

function child(parent: Json, key: string, path: string): Json {
  const found = Array.isArray(parent)
    ? parent[indexIn(parent, key)]
    : isObject(parent) && Object.hasOwn(parent, key)
      ? parent[key]
      : undefined;
  if (found === undefined) throw new PatchError(`there is nothing at ${path}`);
  return found;
}

const indexIn = (list: readonly Json[], key: string): number =>
  /^-?\d+$/.test(key) ? (Number(key) < 0 ? list.length + Number(key) : Number(key)) : Number.NaN;

const valueAt = (holder: JsonObject, path: string): Json => {
  const { parent, key } = parentAt(holder, path);
  return child(parent, key, path);
};

/** Copies into copies double what they copy each time. */
function copied(holder: JsonObject, from: string): Json {
  const value = valueAt(holder, from);
  if (countOf(value) + countOf(jsonOf(holder)) > MAX_YAML_NODES)
    throw new PatchError(`it makes an object of more than ${MAX_YAML_NODES} values`);
  return structuredClone(value);
}

function add(holder: JsonObject, path: string, value: Json): void {
  const { parent, key } = parentAt(holder, path);
  if (Array.isArray(parent)) {
    const index = key === "-" ? parent.length : indexIn(parent, key);
    if (!(index >= 0 && index <= parent.length)) throw new PatchError(`there is nothing at ${path}`);
    (parent as Json[]).splice(index, 0, value);
  } else if (isObject(parent) && key !== "__proto__") (parent as JsonObject)[key] = value;
  else throw new PatchError(`there is nothing at ${path}`);
}

function remove(holder: JsonObject, path: string): Json {
  const { parent, key } = parentAt(holder, path);
  const removed = child(parent, key, path);
  if (Array.isArray(parent)) (parent as Json[]).splice(indexIn(parent, key), 1);
  else if (isObject(parent)) delete (parent as JsonObject)[key];
  return removed;
}
