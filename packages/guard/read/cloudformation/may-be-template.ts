import { isTerraformFile } from "../source/terraform-file";

/**
 * Whether a text can be a template, so that it is worth the time of parsing it; escapes may hide its keys. What Terraform
 * reads, and what it fills in, are none.
 */
export const mayBeTemplate = (path: string, text: string): boolean =>
  !isTerraformFile(path) &&
  !/\.(?:tpl|tftpl|tmpl|txt)(?:\.json)?$/.test(path) &&
  (looksLikeTemplate(text) || ESCAPE.test(text));

const ESCAPE = /\\(?:[uUx][\da-fA-F]|\r?\n)/;

/** Of AWS, of a third party, or a module. */
const TYPE = /\b[A-Za-z0-9]+::[A-Za-z0-9]/;

/** Whether a text that cannot be parsed looks like a template that should be checked. */
export const looksLikeTemplate = (text: string): boolean =>
  text.includes("AWSTemplateFormatVersion") || (/\bResources\b/.test(text) && TYPE.test(text));

/** Whether a document has the form of a template. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html */
export function isTemplate(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { AWSTemplateFormatVersion: version, Resources: resources } = value as Record<string, unknown>;
  if (typeof resources !== "object" || resources === null) return false;
  return version !== undefined || Object.values(resources).some((one) => typeOf(one).search(TYPE) === 0);
}

function typeOf(resource: unknown): string {
  const { Type: type = "" } = typeof resource === "object" && resource !== null ? (resource as { Type?: unknown }) : {};
  return typeof type === "string" ? type : "";
}
