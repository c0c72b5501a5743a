import { tokenResolver } from "@openhands-aws/constructs";
import { TerraformElement, TerraformOutput, type TerraformStack, Token } from "cdktf";
import { deepMerge } from "cdktf/lib/util";

/** Terraform JSON: https://developer.hashicorp.com/terraform/language/syntax/json */
export type TerraformJson = { readonly [block: string]: unknown };

/**
 * The result of CDKTF's own `toTerraform` without the `//` block in every resource, which neither Terraform nor a reviewer
 * needs. CDKTF resolves every value twice, even without a token in it; with thousands of roles that takes most of the time
 * and memory, so here only values with a token are resolved.
 */
export function terraformJson(stack: TerraformStack): TerraformJson {
  // biome-ignore lint/complexity/useLiteralKeys: TypeScript offers no other access to CDKTF's private property
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

/** Tells the `cdktf` command line where an output is: `{ stack: { construct: { output: "name" } } }`. */
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

/** A number's token inside a text is a huge negative number, which `isUnresolved` does not detect. */
const holdsToken = (value: unknown) =>
  Token.isUnresolved(value) || (typeof value === "string" && /\de\+\d/.test(value));
