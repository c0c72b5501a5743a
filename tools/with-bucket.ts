import { isMap, isScalar, parseDocument, type YAMLMap } from "yaml";

/** For tests of something else: a hardened config with the bucket that it must name, and otherwise the same text. */
export function withBucket(yaml: string): string {
  const { contents, errors } = parseDocument(yaml);
  if (errors.length > 0) return yaml;
  if (contents === null) return `${yaml}\nruntime: {bucket: openhands-data}\n`;
  if (!isMap(contents) || contents.toJSON().posture === "as-designed") return yaml;
  const runtime = contents.get("runtime", true);
  if (runtime === undefined)
    return contents.flow
      ? inserted(yaml, contents, '"runtime": {"bucket": "openhands-data"}')
      : `${yaml}\nruntime: {bucket: openhands-data}\n`;
  return !isMap(runtime) || runtime.has("bucket") ? yaml : inserted(yaml, runtime, '"bucket": "openhands-data"');
}

/** Before the first entry. */
function inserted(yaml: string, { range, flow, items: [first] }: YAMLMap, entry: string): string {
  const brace = (range?.[0] ?? 0) + 1;
  if (flow) return `${yaml.slice(0, brace)}${entry}${first ? ", " : ""}${yaml.slice(brace)}`;
  const at = (isScalar(first?.key) && first.key.range?.[0]) || 0;
  const indent = " ".repeat(at - yaml.lastIndexOf("\n", at) - 1);
  return `${yaml.slice(0, at)}${entry}\n${indent}${yaml.slice(at)}`;
}
