import type { Config } from "../../config/config";
import type { TerraformJson } from "../../stacks/terraform-json";
import { renderJson } from "./json";
import { tfactionFiles } from "./tfaction-files";
import { HEADER } from "./tree";

/** The Terraform configuration of a directory that this project exports. */
export const MAIN = "main.tf.json";

/** Who may do what: a change of access is a line in this file's diff. */
const ACCESS = "access.md";

export const mainFile = (json: TerraformJson): string => renderJson({ ...json, "//": HEADER });

/**
 * A stack's directory as tfaction needs it, by file name. Terraform treats a `//` key as a comment, in which the file can
 * say where it comes from.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#comment-properties
 */
export function terraformDirectory(
  stack: string,
  json: TerraformJson,
  proof: string,
  config: Config,
): ReadonlyMap<string, string> {
  return new Map([
    [MAIN, mainFile(json)],
    [ACCESS, `<!-- ${HEADER} -->\n\n${proof}`],
    ...tfactionFiles(stack, config).map(([name, text]): [string, string] => [name, `# ${HEADER}\n${text}`]),
  ]);
}
