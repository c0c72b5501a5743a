import type { Json } from "../../../model";
import { jsonOf } from "../../../support/json";
import { isObject, type JsonObject } from "../json-of";
import { textOf } from "../objects";
import { section } from "./built-object";
import { textsOf } from "./kustomization";
import { environmentFiles, keyAndPath } from "./references";

/** What a generator makes, and the files that it lacks. */
export interface Generated {
  readonly body: JsonObject;
  readonly missing: readonly string[];
}

/**
 * A ConfigMap or a Secret of a generator. kustomize would add a hash to its name, and to every reference to it.
 * @param read a file beside the kustomization
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/secretgenerator/
 */
export function generate(
  kind: "ConfigMap" | "Secret",
  generator: JsonObject,
  common: JsonObject,
  read: (path: string) => string | undefined,
): Generated {
  const missing: string[] = [];
  const data: [string, string][] = [];
  const content = (path: string): string => {
    const text = read(path);
    if (text === undefined) missing.push(path);
    return text ?? "";
  };
  for (const file of environmentFiles(generator))
    for (const line of content(file).split(/\r?\n/)) if (!/^\s*(?:#|$)/.test(line)) data.push(pairOf(line.trimStart()));
  for (const source of textsOf(generator.files)) {
    const [key, path] = keyAndPath(source);
    const text = read(path);
    if (text === undefined) missing.push(path);
    else data.push([key, text]);
  }
  for (const literal of textsOf(generator.literals)) {
    const [key, value] = pairOf(literal);
    data.push([key, /^(["'])(?:.*)\1$/s.test(value) ? value.slice(1, -1) : value]);
  }
  const encoded = kind === "Secret" ? data.map(([key, value]) => [key, Buffer.from(value).toString("base64")]) : data;
  const own = isObject(generator.options) ? generator.options : {};
  const metadata: JsonObject = { name: generator.name ?? null };
  if (textOf(generator.namespace)) metadata.namespace = generator.namespace as Json;
  for (const name of ["labels", "annotations"])
    for (const options of [common, own])
      if (isObject(options[name])) Object.assign(section(metadata, name), options[name]);
  const body = {
    ...{ apiVersion: "v1", kind, metadata },
    ...(encoded.length > 0 && { data: Object.fromEntries(encoded) }),
    ...(kind === "Secret" && { type: textOf(generator.type) || "Opaque" }),
    ...((own.immutable ?? common.immutable) === true && { immutable: true }),
  };
  return { body: jsonOf(body) as JsonObject, missing };
}

function pairOf(text: string): [string, string] {
  const at = text.indexOf("=");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
