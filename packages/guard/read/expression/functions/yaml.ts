import type { ScalarTag } from "yaml";
import { UNKNOWN } from "../../../text";
import { numberIn } from "../number";
import { objectOf, type Value } from "../value";
import { bad, notEvaluated } from "./arguments";
import { holdsOpenList } from "./json";

/** A YAML parser with merge keys and with Terraform's plain scalars. */
export type ParseYaml = (text: string) => unknown;

/** Tags, and a block of text at the end of a text without a line break: the two parsers differ about them. */
const FOREIGN = /(?:^|[\s,[{])!|[|>][+-]?\n[^\n]*(?:\n[ \t][^\n]*)*[^\n]$/;

const LONGEST_TEXT = 1_000_000;
const MAX_NESTING = 100;

/**
 * The package takes about 40 ms to load, which most inputs do not need.
 * @returns `undefined` if no text needs it; a template may
 */
export async function yamlParserFor(texts: Iterable<string>): Promise<ParseYaml | undefined> {
  for (const text of texts)
    if (/yamldecode\(|templatefile\(|kubectl_manifest|helm_release/.test(text)) {
      const { parse } = await import("yaml");
      return (yaml) =>
        parse(yaml, { schema: "failsafe", customTags: SCALARS, merge: true, uniqueKeys: false, logLevel: "error" });
    }
  return undefined;
}

const scalar = (tag: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag => ({
  tag: `tag:yaml.org,2002:${tag}`,
  default: true,
  test,
  resolve,
});

/** @see https://github.com/zclconf/go-cty-yaml/blob/master/resolve.go */
const SCALARS: ScalarTag[] = [
  scalar("null", /^(?:~|null|Null|NULL)?$/, () => null),
  scalar("bool", /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true),
  scalar("bool", /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false),
  scalar("timestamp", /^\d{4}-\d{1,2}-\d{1,2}$/, date),
  scalar("timestamp", /^\d{4}-\d{1,2}-\d{1,2}[Tt ]\d.*$/, () => UNKNOWN),
  scalar("float", /^[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)$/, () => UNKNOWN),
  scalar("int", /^0[ox][0-9a-fA-F]+$/, (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : UNKNOWN)),
  scalar("float", /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/, (text) => {
    const number = numberIn(text);
    return typeof number === "number" ? number : UNKNOWN;
  }),
];

/** A date is a time for Terraform; what is no date stays a text. */
function date(text: string): string {
  const [year = "", month = "", day = ""] = text.split("-");
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}T00:00:00Z`;
  const time = new Date(written);
  return !Number.isNaN(time.getTime()) && time.getUTCDate() === Number(day) ? written : text;
}

/** @see https://developer.hashicorp.com/terraform/language/functions/yamldecode */
export function yamlDecode(text: string, parse: ParseYaml | undefined): Value {
  if (!parse || text.length > LONGEST_TEXT) return notEvaluated("the text is too long");
  if (holdsOpenList(text)) return UNKNOWN;
  if (FOREIGN.test(text)) return notEvaluated("the text has tags, or a block of text without its end");
  let parsed: unknown;
  try {
    parsed = parse(text);
  } catch (error) {
    // Deep nesting overflows the parser's stack.
    return error instanceof RangeError ? notEvaluated("the text is nested too deeply") : bad("the text is not YAML");
  }
  return parsed === null ? notEvaluated("the text is empty") : asValue(parsed, MAX_NESTING);
}

function asValue(parsed: unknown, depth: number): Value {
  if (depth === 0) return notEvaluated("the text is nested too deeply");
  if (Array.isArray(parsed)) return parsed.map((item) => asValue(item, depth - 1));
  if (typeof parsed === "object" && parsed !== null)
    return objectOf(
      Object.entries(parsed).map(([key, member]): [string, Value] =>
        key === "" ? notEvaluated("a key is null") : [key.normalize(), asValue(member, depth - 1)],
      ),
    );
  if (typeof parsed === "string") return parsed.normalize();
  return typeof parsed === "number" || typeof parsed === "boolean" ? parsed : null;
}
