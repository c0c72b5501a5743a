import type { Block, Body } from "./module-source";

/**
 * Merges blocks of override files into the others, in their order. Terraform refuses one that overrides nothing (except a
 * provider); here it is kept like any other.
 * @see https://developer.hashicorp.com/terraform/language/files/override#merging-behavior
 */
export function withOverrides(blocks: readonly Block[], overrides: readonly Block[]): readonly Block[] {
  if (overrides.length === 0) return blocks;
  const merged = new Map(blocks.map((block): [unknown, Block] => [block, block]));
  const keys = new Map(blocks.map((block): [string, unknown] => [keyOf(block), block]));
  for (const override of overrides) {
    // A backend or cloud block replaces whichever of the two there is.
    if (override.path[0] === "terraform")
      for (const [key, { path, file }] of merged)
        if (path[0] === "terraform" && file !== override.file) merged.delete(key);
    const key = keys.get(keyOf(override)) ?? override;
    const base = merged.get(key);
    keys.set(keyOf(override), key);
    merged.set(key, base ? { ...base, body: mergedBody(base.body, override.body) } : override);
  }
  return [...merged.values()];
}

const keyOf = ({ path, body }: Block): string => JSON.stringify([...path, body.alias]);

/** Nested blocks replace all of their type, also dynamic ones, and the other way round. */
function mergedBody(base: Body, override: Body): Body {
  const replaced = new Set([...Object.keys(override), ...labelled(override.dynamic).map(([type]) => type)]);
  const kept = Object.entries(base).filter(([name]) => name !== "dynamic" && !replaced.has(name));
  const dynamic = [...labelled(base.dynamic).filter(([type]) => !replaced.has(type)), ...labelled(override.dynamic)];
  return {
    ...Object.fromEntries(kept),
    ...override,
    ...(dynamic.length > 0 && { dynamic: dynamic.map((entry) => Object.fromEntries([entry])) }),
    ...(base.lifecycle && override.lifecycle ? { lifecycle: mergedLifecycle(base.lifecycle, override.lifecycle) } : {}),
  };
}

/** Its arguments are merged one by one. */
const mergedLifecycle = (base: unknown, override: unknown): unknown => [
  Object.assign({}, ...[base, override].flat().filter((block) => typeof block === "object")),
];

/** Blocks by their label: they may be objects or lists of them. */
const labelled = (dynamic: unknown): [type: string, block: unknown][] =>
  [dynamic ?? []].flat().flatMap((block) => (typeof block === "object" && block ? Object.entries(block) : []));
