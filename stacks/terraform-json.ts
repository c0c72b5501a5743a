import { tokenResolver } from "@openhands-aws/constructs";
import { TerraformElement, TerraformOutput, type TerraformStack, Token } from "cdktf";
import { deepMerge } from "cdktf/lib/util";

/** Terraform JSON: https://developer.hashicorp.com/terraform/language/syntax/json */
export type TerraformJson = { readonly [block: string]: unknown };

/**
 * What CDKTF's own `toTerraform` gives, without the `//` block that it writes into every resource: Terraform needs none,
 * and a reviewer neither. CDKTF resolves every value twice, whether or not it holds a token; with thousands of roles
 * that takes most of the time and memory, so here only values that hold one are resolved.
 */
export function terraformJson(stack: TerraformStack): TerraformJson {
  // biome-ignore lint/complexity/useLiteralKeys: only so does TypeScript let at what CDKTF keeps private
  const overrides: object = stack["rawOverrides"];
  const resolved = resolverOf(stack);
  const metadata = {
    version: stack.node.tryGetContext("cdktfVersion"),
    stackName: stack.node.id,
    overrides: { stack: Object.keys(overrides) },
  };
  const outputs = {};
  const json = { "//": { metadata, outputs } };
  for (const element of stack.node.findAll().filter(TerraformElement.isTerraformElement)) {
    deepMerge(metadata, resolved(element.toMetadata()));
    deepMerge(json, resolved(element.toTerraform()));
    if (TerraformOutput.isTerraformOutput(element)) deepMerge(outputs, outputPath(element));
  }
  return deepMerge(json, resolved(overrides));
}

/** By it the `cdktf` command line finds an output: `{ stack: { construct: { output: "name" } } }`. */
const outputPath = ({ node, friendlyUniqueId }: TerraformOutput) =>
  node.path.split("/").reduceRight<unknown>((inner, part) => ({ [part]: inner }), friendlyUniqueId);

function resolverOf(scope: TerraformStack) {
  const withReferences = tokenResolver(scope);
  return function resolved(value: unknown): unknown {
    if (holdsToken(value)) return withReferences(value);
    if (Array.isArray(value)) return value.map(resolved).filter((item) => item !== undefined);
    if (typeof value !== "object" || value === null) return value;
    const result: Record<string, unknown> = {};
    for (const [key, child] of Object.entries(value))
      if (child !== undefined && key !== "//") result[resolved(key) as string] = resolved(child);
    return result;
  };
}

/** A number's token within a text is a huge negative number, which `isUnresolved` does not see. */
const holdsToken = (value: unknown) =>
  Token.isUnresolved(value) || (typeof value === "string" && /\de\+\d/.test(value));
