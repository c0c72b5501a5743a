import type { Unknown } from "../../model";
import { AccessInputError } from "../access-input-error";
import { looksLikeTemplate, mayBeTemplate } from "./may-be-template";
import { parseTemplate, type Template } from "./template";

/** The templates among files. */
export interface TemplateFiles {
  readonly templates: ReadonlyMap<string, Template>;
  /** Those that cannot be read. */
  readonly unknowns: readonly Unknown[];
}

export const NO_TEMPLATES: TemplateFiles = { templates: new Map(), unknowns: [] };

/** @param isForeign whether a file is known to be something else, such as a plan */
export function templateFiles(texts: ReadonlyMap<string, string>, isForeign: (path: string) => boolean): TemplateFiles {
  const templates = new Map<string, Template>();
  const unknowns: Unknown[] = [];
  for (const [file, text] of texts) {
    if (isForeign(file) || !mayBeTemplate(file, text)) continue;
    try {
      const template = parseTemplate(file, text);
      if (template) templates.set(file, template);
    } catch (error) {
      if (!(error instanceof AccessInputError)) throw error;
      if (looksLikeTemplate(text) && !isOfKubernetes(text)) unknowns.push(unread(file, error));
    }
  }
  return { templates, unknowns };
}

/** A template has no such keys, and several documents are usual. */
const isOfKubernetes = (text: string): boolean => /^apiVersion\s*:/m.test(text) && /^kind\s*:/m.test(text);

const unread = (file: string, { what, place }: AccessInputError): Unknown => ({
  ...{ address: file, root: rootOf(file), file, ...(place.line !== undefined && { line: place.line }) },
  ...{ about: "template", what: `The template ${file}`, why: what },
});

/** Every template is a root of its own. */
export const rootOf = (file: string): string => `template ${file}`;
