import type { TerraformStack } from "cdktf";

const blocks = new WeakMap<TerraformStack, Map<string, object[]>>();

/**
 * Adds one more `removed` or `import` block to a stack: CDKTF has no construct for `removed`, and an override replaces the one before.
 * @see https://developer.hashicorp.com/terraform/language/block/removed
 */
export function addBlock(stack: TerraformStack, type: "import" | "removed", block: object): void {
  const ofStack = blocks.get(stack) ?? new Map<string, object[]>();
  blocks.set(stack, ofStack);
  const all = [...(ofStack.get(type) ?? []), block];
  ofStack.set(type, all);
  stack.addOverride(type, all);
}
