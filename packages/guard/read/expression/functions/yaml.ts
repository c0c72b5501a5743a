import { objectOf, type Value } from "../value";
import { bad, notEvaluated } from "./arguments";

/** A YAML 1.2 parser with merge keys. */
export type ParseYaml = (text: string) => unknown;

const LONGEST_TEXT = 1_000_000;
const MAX_NESTING = 100;

/**
 * The package takes about 40 ms to load, which most inputs do not need.
 * @returns `undefined` if no text needs it
 */
export async function yamlParserFor(texts: Iterable<string>): Promise<ParseYaml | undefined> {
  for (const text of texts)
    if (/yamldecode\(|kubectl_manifest|helm_release/.test(text)) {
      const { parse } = await import("yaml");
      return (yaml) => parse(yaml, { schema: "core", merge: true, uniqueKeys: true, logLevel: "error" });
    }
  return undefined;
}

/** @see https://developer.hashicorp.com/terraform/language/functions/yamldecode */
export function yamlDecode(text: string, parse: ParseYaml | undefined): Value {
  if (!parse || text.length > LONGEST_TEXT) return notEvaluated("the text is too long");
  let parsed: unknown;
  try {
    parsed = parse(text);
  } catch (error) {
    // Deep nesting overflows the parser's stack.
    return error instanceof RangeError ? notEvaluated("the text is nested too deeply") : bad("the text is not YAML");
  }
  return asValue(parsed, MAX_NESTING);
}

function asValue(parsed: unknown, depth: number): Value {
  if (depth === 0) return notEvaluated("the text is nested too deeply");
  if (Array.isArray(parsed)) return parsed.map((item) => asValue(item, depth - 1));
  if (typeof parsed === "object" && parsed !== null)
    return objectOf(Object.entries(parsed).map(([key, member]): [string, Value] => [key, asValue(member, depth - 1)]));
  return typeof parsed === "string" || typeof parsed === "number" || typeof parsed === "boolean" ? parsed : null;
}
