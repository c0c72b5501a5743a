import type { Json } from "../../../model";
import { parentFolder } from "../../source/path";
import { documentsIn, type UnreadDocument } from "../documents";
import { isObject, type JsonObject } from "../json-of";
import { textOf } from "../objects";

/** A file that says how to build objects from others. */
export interface Kustomization {
  readonly file: string;
  readonly folder: string;
  readonly fields: JsonObject;
  /** The line of an entry of a field's list, or of the field. */
  lineOf(field: string, index?: number): number;
}

/** @see https://github.com/kubernetes-sigs/kustomize/blob/master/api/konfig/general.go */
export const KUSTOMIZATION_NAMES = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

export const isKustomization = (path: string): boolean => /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/.test(path);

/** Parses it; a file with several documents is none. */
export function readKustomization(file: string, text: string): Kustomization | UnreadDocument {
  const [document, more] = documentsIn(file, text, true).filter((one) => "why" in one || one.value !== null);
  const unread = (why: string) => ({ file, line: 1, why, fix: "Correct it.", later: false });
  if (!document) return unread("it is empty");
  if ("why" in document) return document;
  const { value, node, before } = document;
  if (more || !isObject(value)) return unread("it is not one object");
  const lineOf = (field: string, index = -1): number => {
    const at = node.kind === "map" ? node.entries.get(field) : undefined;
    return ((at?.kind === "list" ? at.items[index] : undefined) ?? at ?? node).line + before;
  };
  return { file, folder: parentFolder(file), fields: value, lineOf };
}

/** The texts of a list. */
export const textsOf = (list: Json | undefined): string[] =>
  Array.isArray(list) ? list.map((item: Json) => textOf(item)).filter((text) => text !== "") : [];

/** The objects of a list, each with its place in it. */
export const entriesOf = (list: Json | undefined): { readonly index: number; readonly entry: JsonObject }[] =>
  Array.isArray(list) ? list.flatMap((entry: Json, index) => (isObject(entry) ? [{ index, entry }] : [])) : [];
