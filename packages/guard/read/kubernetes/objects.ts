import type { Json } from "../../model";
import { isText } from "../../support/json";
import { rawText } from "../../text";
import type { ReadDocument } from "./documents";
import { isObject, type JsonObject } from "./json-of";

/** An object of Kubernetes, and the place where it is written. */
export interface WrittenObject {
  readonly file: string;
  readonly line: number;
  readonly body: JsonObject;
}

/** The objects of a document: one, those of a list, or none if it does not belong to Kubernetes. */
export function objectsOf({ file, line, value, node, before }: ReadDocument): WrittenObject[] {
  if (!isObject(value) || textOf(value.apiVersion) === "" || textOf(value.kind) === "") return [];
  const { kind, items } = value;
  if (!textOf(kind).endsWith("List") || !Array.isArray(items)) return [{ file, line, body: value }];
  const nodes = node.kind === "map" ? node.entries.get("items") : undefined;
  return items.flatMap((item: Json, index): WrittenObject[] => {
    const at = nodes?.kind === "list" ? nodes.items[index] : undefined;
    if (!isObject(item)) return [];
    // The items of a ConfigMapList may leave out what the list says.
    const named = { apiVersion: value.apiVersion ?? null, kind: textOf(kind).slice(0, -4) as unknown as Json, ...item };
    return [{ file, line: at ? at.line + before : line, body: textOf(kind) === "List" ? item : named }];
  });
}

/** "" if it is not a text. */
export const textOf = (value: Json | undefined): string => (isText(value) ? rawText(value) : "");

/** `Deployment web/app`, as addresses have it. */
export function nameOf(body: JsonObject): string {
  const metadata = isObject(body.metadata) ? body.metadata : {};
  const [name, namespace] = [textOf(metadata.name) || textOf(metadata.generateName), textOf(metadata.namespace)];
  return `${textOf(body.kind)} ${namespace === "" ? "" : `${namespace}/`}${name || "without a name"}`;
}
