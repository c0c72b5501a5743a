import { objectOf, type Value } from "../value";
import { bad, notEvaluated } from "./arguments";

/** A parser of YAML 1.2 with merge keys. */
export type ParseYaml = (text: string) => unknown;

const LONGEST_TEXT = 1_000_000;
const MAX_NESTING = 100;

/**
 * The package costs some 40 ms to load, which most inputs need not.
 * @returns `undefined` if no text calls for it
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
  if (!parse || text.length > LONGEST_TEXT) return notEvaluated("the text is not read");
  let parsed: unknown;
  try {
    parsed = parse(text);
  } catch (error) {
    // Nesting exhausts the parser's stack.
    return error instanceof RangeError ? notEvaluated("it is nested too deep") : bad("the text is not YAML");
  }
  return asValue(parsed, MAX_NESTING);
}

function asValue(parsed: unknown, depth: number): Value {
  if (depth === 0) return notEvaluated("it is nested too deep");
  if (Array.isArray(parsed)) return parsed.map((item) => asValue(item, depth - 1));
  if (typeof parsed === "object" && parsed !== null)
    return objectOf(Object.entries(parsed).map(([key, member]): [string, Value] => [key, asValue(member, depth - 1)]));
  return typeof parsed === "string" || typeof parsed === "number" || typeof parsed === "boolean" ? parsed : null;
}
