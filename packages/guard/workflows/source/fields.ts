import type { Yaml, YamlMap } from "./yaml";

export const field = (node: Yaml | undefined, name: string): Yaml | undefined =>
  node?.kind === "map" ? node.entries.get(name) : undefined;
export const entriesOf = (node: Yaml | undefined): YamlMap["entries"] | undefined =>
  node?.kind === "map" ? node.entries : undefined;
export const scalarText = (node: Yaml | undefined): string | undefined =>
  node?.kind === "scalar" && node.value !== null ? node.text : undefined;

/** One text or a list of them. */
export const textList = (node: Yaml | undefined): string[] =>
  (node?.kind === "list" ? node.items : node ? [node] : []).flatMap((item) => scalarText(item) ?? []);

export function scalarTexts(node: Yaml | undefined): ReadonlyMap<string, string> {
  const entries = [...(entriesOf(node) ?? [])].flatMap(([name, value]): [string, string][] =>
    value.kind === "scalar" ? [[name, value.text]] : [],
  );
  return new Map(entries);
}

export const keyLines = (node: Yaml | undefined): ReadonlyMap<string, number> =>
  new Map([...(entriesOf(node) ?? [])].map(([name, { line }]) => [name, line]));
