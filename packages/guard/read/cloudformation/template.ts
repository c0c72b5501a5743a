import { MAX_TEMPLATE } from "../../bounds";
import type { Json } from "../../model";
import { jsonOf } from "../../support/json";
import { UNKNOWN } from "../../text";
import { readYaml, type Yaml } from "../../workflows/source/yaml";
import { AccessInputError } from "../access-input-error";
import { isObject, type JsonObject } from "../kubernetes/json-of";
import { parseJsonText } from "../source/json-text";
import { SourceFile } from "../source/source-file";
import { split } from "./intrinsics";
import { isTemplate } from "./may-be-template";

/** A template with its functions in their long form, `{ "Fn::Sub": ... }`. */
export interface Template {
  readonly body: JsonObject;
  /** Of a resource, by its logical id; counted from 1. */
  readonly lineOf: (id: string) => number | undefined;
}

const DIALECT = { most: MAX_TEMPLATE, split: "CloudFormation takes no larger template; split it" };

/**
 * @param written whether the text is that of a file; otherwise it is a value of Terraform, of which parts may be unknown
 * @returns `undefined` if it is not a template
 * @throws AccessInputError if it is not valid YAML or JSON, or too large
 */
export function parseTemplate(file: string, text: string, written = true): Template | undefined {
  const clean = (part: string): string => (written ? part.replaceAll(UNKNOWN, "\uFFFD") : part);
  if (/^\s*\{/.test(text)) {
    if (text.length > DIALECT.most)
      throw new AccessInputError(
        { file },
        `it has ${text.length} characters, but at most ${DIALECT.most} are read`,
        DIALECT.split,
      );
    const body = withCleanTexts(parseJsonText(text, file, false), clean);
    const source = new SourceFile(file, "json", text);
    return isTemplate(body)
      ? { body: body as JsonObject, lineOf: (id) => source.lineOf(["Resources", id]) }
      : undefined;
  }
  const second = secondDocument(text);
  if (second !== undefined)
    throw new AccessInputError({ file, line: second }, "it has several documents", "Keep one template in a file");
  const node = readYaml(file, text, DIALECT);
  const body = node && longForm(node, clean);
  if (node?.kind !== "map" || !isObject(body) || !isTemplate(body)) return undefined;
  const resources = node.entries.get("Resources");
  return { body, lineOf: (id) => (resources?.kind === "map" ? resources.entries.get(id)?.line : undefined) };
}

/** Line of the second document with something in it. */
function secondDocument(text: string): number | undefined {
  const lines = text.split("\n");
  let filled = false;
  for (const [index, line] of lines.entries()) {
    if (/^---(?:\s|$)/.test(line) && filled) return index + 1;
    filled ||= !/^\s*(?:#.*|---.*|%.*)?$/.test(line);
  }
  return undefined;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
function longForm(node: Yaml, clean: (text: string) => string): Json {
  const value = withoutTag(node, clean);
  const name = node.tag?.slice(1);
  if (name === undefined) return value;
  if (name === "Ref" || name === "Condition") return jsonOf({ [name]: value });
  const [id, attribute] = split(String(value));
  return jsonOf({ [`Fn::${name}`]: name === "GetAtt" && id !== undefined ? [id, attribute] : value });
}

function withoutTag(node: Yaml, clean: (text: string) => string): Json {
  if (node.kind === "list") return node.items.map((item) => longForm(item, clean));
  if (node.kind === "scalar") {
    if (typeof node.value === "string") return jsonOf(clean(node.value));
    // The leading zeros of an account's number count.
    return jsonOf(typeof node.value === "number" && /^0\d+$/.test(node.text) ? node.text : node.value);
  }
  return jsonOf(
    Object.fromEntries(Array.from(node.entries, ([key, value]) => [clean(key), longForm(value, clean)] as const)),
  );
}

function withCleanTexts(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === "string") return clean(value);
  if (Array.isArray(value)) return value.map((item) => withCleanTexts(item, clean));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [clean(key), withCleanTexts(member, clean)]));
}
