import { AccessInputError } from "../access-input-error";
import type { HclEffort } from "./hcl-effort";
import { parseHclText } from "./hcl-text";
import { parseJsonText } from "./json-text";
import { isJson } from "./terraform-file";

/** The value that a file gives a variable. */
export interface Setting {
  readonly value: unknown;
  /** HCL has escapes, and JSON is taken literally. */
  readonly syntax: "json" | "hcl";
}

/** Values of variables by their names. */
export type Settings = ReadonlyMap<string, Setting>;

/** A file with values of variables. */
export interface Tfvars {
  readonly file: string;
  readonly settings: Settings;
}

/**
 * @see https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-files
 * @throws AccessInputError if it is not valid, or holds blocks
 */
export async function readTfvars(file: string, text: string, effort: HclEffort): Promise<Tfvars> {
  const syntax = isJson(file) ? "json" : "hcl";
  const hcl = syntax === "hcl" ? await parseHclText(text, file, effort) : undefined;
  const [line] = hcl?.lines.values() ?? [];
  if (line !== undefined)
    throw new AccessInputError({ file, line }, "a block in a file of variable values", "Write NAME = VALUE");
  const values = hcl ? hcl.value : parseJsonText(text, file);
  if (typeof values !== "object" || values === null || Array.isArray(values))
    throw new AccessInputError({ file }, "not an object with the values of variables", 'Write { "NAME": VALUE }');
  const settings = Object.entries(values).map(([name, value]): [string, Setting] => [name, { value, syntax }]);
  return { file, settings: new Map(settings) };
}

/** Those of all files; later ones win. */
export const merged = (files: readonly Tfvars[]): Settings => new Map(files.flatMap(({ settings }) => [...settings]));
