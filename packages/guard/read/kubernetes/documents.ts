import type { Tags } from "yaml";
import { MAX_MANIFEST } from "../../bounds";
import type { Json } from "../../model";
import { readYaml, type Yaml, type YamlDialect } from "../../workflows/source/yaml";
import { AccessInputError } from "../access-input-error";
import { isObject, toJson } from "./json-of";
import { isDefinition, looksLikeObject, mayBeObject } from "./may-be-manifest";

/** A document of a YAML or JSON file. */
export interface ReadDocument {
  readonly file: string;
  /** Of its first value, counted from 1. */
  readonly line: number;
  readonly value: Json;
  readonly node: Yaml;
  /** Lines of the file before the document. */
  readonly before: number;
}

/** A document that belongs to Kubernetes as far as can be seen, and cannot be read. */
export interface UnreadDocument {
  readonly file: string;
  readonly line: number;
  /** A clause. */
  readonly why: string;
  /** A sentence. */
  readonly fix: string;
  readonly later: boolean;
}

export type Document = ReadDocument | UnreadDocument;

/** kubectl reads these as YAML 1.1 has them. */
const OLD_BOOLEANS: Tags = [
  { test: /^(?:yes|Yes|YES|on|On|ON)$/, resolve: () => true },
  { test: /^(?:no|No|NO|off|Off|OFF)$/, resolve: () => false },
].map((tag) => ({ ...tag, identify: () => false, default: true, tag: "tag:yaml.org,2002:bool" }));
const KUBERNETES: YamlDialect = {
  most: MAX_MANIFEST,
  split: "Split the document",
  tags: (tags) => [...OLD_BOOLEANS, ...tags],
};

/**
 * The documents of a file that may be objects of Kubernetes; others are skipped without being parsed.
 * @param every whether all are wanted, as those of a kustomization
 */
export function documentsIn(file: string, text: string, every = false): Document[] {
  return split(text).flatMap(({ text: part, line }): Document[] => {
    if ((!every && !mayBeObject(part)) || isDefinition(part)) return [];
    try {
      const node = readYaml(file, part, KUBERNETES);
      if (!node) return [];
      const value = toJson(node);
      if (hasOddKey(value)) return unread(file, line, part, every, "a key is not a text");
      return [{ file, line: node.line + line - 1, value, node, before: line - 1 }];
    } catch (error) {
      if (!(error instanceof AccessInputError)) throw error;
      return unread(file, line + (error.place.line ?? 1) - 1, part, every, error.what);
    }
  });
}

/** Nothing but a line that begins with three dashes ends a document, wherever it is. */
function split(text: string): { readonly text: string; readonly line: number }[] {
  let line = 1;
  return text.split(/^(?=---(?:\s|$))/m).map((part) => {
    const found = { text: part.replace(/^---/, "   "), line };
    line += part.split("\n").length - 1;
    return found;
  });
}

function unread(file: string, line: number, text: string, every: boolean, why: string): UnreadDocument[] {
  if (!every && !looksLikeObject(text)) return [];
  return [
    /\{\{|\{%/.test(text)
      ? { file, line, why: `it is a template (${why})`, fix: "Fill it in, and check the result.", later: true }
      : { file, line, why, fix: "Correct it.", later: false },
  ];
}

function hasOddKey(value: Json): boolean {
  const open = [value];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (isObject(at) && Object.hasOwn(at, "")) return true;
    if (typeof at === "object" && at !== null) for (const inner of Object.values(at)) open.push(inner as Json);
  }
  return false;
}
