import type { Yaml, YamlMap } from "./yaml";

export const field = (node: Yaml | undefined, name: string): Yaml | undefined =>
  node?.kind === "map" ? node.entries.get(name) : undefined;
export const mapOf = (node: Yaml | undefined): YamlMap["entries"] | undefined =>
  node?.kind === "map" ? node.entries : undefined;
export const textOf = (node: Yaml | undefined): string | undefined =>
  node?.kind === "text" && node.scalar !== null ? node.text : undefined;

/** One text or a list of them. */
export const listOf = (node: Yaml | undefined): string[] =>
  (node?.kind === "list" ? node.items : node ? [node] : []).flatMap((item) => textOf(item) ?? []);

export function textsOf(node: Yaml | undefined): ReadonlyMap<string, string> {
  const entries = [...(mapOf(node) ?? [])].flatMap(([name, value]): [string, string][] =>
    value.kind === "text" ? [[name, value.text]] : [],
  );
  return new Map(entries);
}

export const linesOf = (node: Yaml | undefined): ReadonlyMap<string, number> =>
  new Map([...(mapOf(node) ?? [])].map(([name, { line }]) => [name, line]));
