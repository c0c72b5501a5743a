import type { Json } from "../../model";
import { jsonOf } from "../../support/json";
import { UNKNOWN } from "../../text";
import type { Yaml } from "../../workflows/source/yaml";

/** An object of JSON, which nothing else shares. */
export type JsonObject = { [key: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A node as kubectl reads it, with merge keys (`<<`). */
export function toJson(node: Yaml): Json {
  if (node.kind === "list") return node.items.map(toJson);
  if (node.kind === "scalar")
    // No text of a file may pass for an unknown one.
    return jsonOf(typeof node.value === "string" ? node.value.replaceAll(UNKNOWN, "\uFFFD") : node.value);
  const own: [string, Json][] = [];
  const merged: [string, Json][] = [];
  for (const [key, value] of node.entries)
    if (key !== "<<") own.push([key, toJson(value)]);
    // The first of several wins.
    else for (const from of [toJson(value)].flat().reverse()) if (isObject(from)) merged.push(...Object.entries(from));
  return jsonOf(Object.fromEntries([...merged, ...own]));
}
