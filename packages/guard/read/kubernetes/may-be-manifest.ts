import { isTerraformFile } from "../source/terraform-file";

/**
 * Whether a text can name an API version and a kind, so that it is worth the time of parsing it; escapes may hide both.
 * What Terraform reads, and templates, are none.
 */
export const mayBeManifest = (path: string, text: string): boolean =>
  !isTerraformFile(path) && !/\.(?:tpl|tftpl|tmpl|txt)(?:\.json)?$/.test(path) && mayBeObject(text);

/** The same of a document. */
export function mayBeObject(text: string): boolean {
  if (!(text.includes("apiVersion") && text.includes("kind")) && !ESCAPE.test(text)) return false;
  if (!/^\s*[{[]/.test(text)) return true;
  // Such as a plan: JSON is read much faster than YAML.
  try {
    const { apiVersion, kind } = JSON.parse(text) ?? {};
    return typeof apiVersion === "string" && typeof kind === "string";
  } catch {
    return true;
  }
}

const ESCAPE = /\\(?:[uUx]|\r?\n)/;

/**
 * Whether a document defines a kind. These are most of the YAML of many repositories, take seconds to parse, and hold
 * descriptions only. Nothing else may be written so that it looks like one: all keys of the document are plain.
 */
export const isDefinition = (text: string): boolean =>
  /^kind: CustomResourceDefinition\s*$/m.test(text) &&
  text.match(/^kind:/gm)?.length === 1 &&
  !/^(?![A-Za-z]+:(?:\s|$)|#|[ \t]|- |$)/m.test(text);

/** Whether a document that cannot be parsed looks like one that should be checked. */
export const looksLikeObject = (text: string): boolean =>
  /(?:^|[{,])\s*["']?apiVersion["']?\s*:/m.test(text) || /\\(?:[uUx]|\r?\n)[^"\n]*"\s*:/.test(text);

/** Whether a file says how kustomize or Helm makes manifests. */
export const isBuilt = (path: string): boolean =>
  /(?:^|\/)(?:kustomization\.ya?ml|Kustomization|Chart\.yaml)$/.test(path);
