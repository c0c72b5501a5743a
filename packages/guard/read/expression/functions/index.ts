import { isKnown, UNKNOWN } from "../../../text";
import type { NotRead } from "../../source/source-tree";
import type { Evaluation } from "../evaluation";
import { settled } from "../rejection";
import { isList, isUnknown, type Value, type ValueObject } from "../value";
import { bad, notEvaluated, text } from "./arguments";
import { COLLECTIONS } from "./collections";
import { CONVERSIONS } from "./conversions";
import { base64, ENCODINGS } from "./encodings";
import { fileSet } from "./file-set";
import { HASHES } from "./hashes";
import { NETWORKS } from "./networks";
import { OPEN_LISTS } from "./open-lists";
import { SETS_AND_NUMBERS } from "./sets-and-numbers";
import { cleaned, STRINGS } from "./strings";
import { type ParseYaml, yamlDecode } from "./yaml";

/** @throws BadArgument, NotEvaluated */
export type TerraformFunction = (args: readonly Value[]) => Value;

/** What functions need besides their arguments. */
export interface FunctionContext {
  /** A file, by the path in the expression; `undefined` if there is none. */
  readFile(path: string): { readonly text: string } | NotRead | undefined;
  renderTemplate(text: string, variables: ValueObject): Value;
  /** Paths of the files below a folder, from that folder on, down to so many levels of folders. */
  filesBelow(folder: string, levels: number): readonly string[] | NotRead | undefined;
  /** Repositories decode the same files in many modules. */
  decodeJson(text: string): Value;
  readonly parseYaml?: ParseYaml;
  /** Whether a path may stay relative, because it only names a file to be read. */
  readonly anyFolder?: boolean;
}

/** Functions that accept unknown arguments: they only combine their arguments, or choose one of them. */
const TOLERANT = new Set(["format", "coalesce", "jsonencode", "yamlencode", "nonsensitive", "sensitive"]);

/** Functions that look for their second argument in the first one. */
const LOOKING = new Set(["contains", "index", "lookup"]);
/** Functions that look for their second argument as a part of the first one. */
const BEGINNING = new Set(["endswith", "startswith", "strcontains"]);

const FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ...Object.entries(STRINGS),
  ...Object.entries(COLLECTIONS),
  ...Object.entries(SETS_AND_NUMBERS),
  ...Object.entries(CONVERSIONS),
  ...Object.entries(ENCODINGS),
  ...Object.entries(HASHES),
  ...Object.entries(NETWORKS),
]);

/** Functions that accept null, if only for some of their arguments. */
const NULL_ACCEPTED = new Set([
  ...["coalesce", "coalescelist", "contains", "format", "formatlist", "jsonencode", "lookup", "merge"],
  ...["nonsensitive", "sensitive", "tobool", "tolist", "tomap", "tonumber", "toset", "tostring", "yamlencode"],
]);

/** @see https://developer.hashicorp.com/terraform/language/functions */
export function callFunction(
  qualified: string,
  args: readonly Value[],
  context: FunctionContext,
  evaluation: Evaluation,
): Value {
  const name = qualified.replace(/^core::/, "");
  if (LOOKING.has(name)) evaluation.compared(args[1] ?? null, args[0] ?? null);
  if (BEGINNING.has(name)) evaluation.compared(args[0] ?? null, args[1] ?? null);
  if (args.some(isUnknown) && !TOLERANT.has(name))
    return settled(evaluation, `${name}()`, () => OPEN_LISTS[name]?.(args) ?? UNKNOWN);
  if (FILE_FUNCTIONS.has(name)) return fileFunction(name, args, context, evaluation);
  const run = IN_CONTEXT[name]?.(context) ?? FUNCTIONS.get(name);
  if (!run) return evaluation.unknown(`the function ${name}() is not evaluated`);
  if (Object.hasOwn(STRINGS, name) && name !== "format" && name !== "join" && args.some(isTornText))
    return evaluation.unknown(`${name}() is applied to a partly unknown string`);
  return settled(evaluation, `${name}()`, () => {
    if (args.includes(null) && !NULL_ACCEPTED.has(name)) bad("an argument is null");
    const value = run(args);
    return typeof value === "string" ? value.normalize() : value;
  });
}

const IN_CONTEXT: Readonly<Record<string, (context: FunctionContext) => TerraformFunction>> = Object.assign(
  Object.create(null),
  {
    jsondecode:
      ({ decodeJson }: FunctionContext): TerraformFunction =>
      ([value]) =>
        decodeJson(text(value)),
    yamldecode:
      ({ parseYaml }: FunctionContext): TerraformFunction =>
      ([value]) =>
        yamlDecode(text(value), parseYaml),
    fileset:
      ({ filesBelow }: FunctionContext): TerraformFunction =>
      (args) =>
        fileSet(args, filesBelow),
    abspath:
      ({ anyFolder }: FunctionContext): TerraformFunction =>
      ([path]) =>
        anyFolder ? cleaned(text(path)) : notEvaluated("the folder in which Terraform runs is not known"),
  },
);

/** Functions whose first argument is the path of a file. */
export const FILE_FUNCTIONS: ReadonlySet<string> = new Set(["file", "filebase64", "fileexists", "templatefile"]);

/** An ARN, or the issuer of an EKS cluster, can be split even if some of its parts are unknown. */
const isTornText = (value: Value): boolean =>
  typeof value === "string"
    ? !isKnown(value) && !/^(?:arn:|(?:https:\/\/)?oidc\.eks\.)/.test(value)
    : isList(value) && value.some(isTornText);

function fileFunction(name: string, args: readonly Value[], context: FunctionContext, evaluation: Evaluation): Value {
  const [path, variables] = args;
  if (typeof path !== "string" || !isKnown(path)) return evaluation.unknown(`the path that ${name}() reads is unknown`);
  if (path.startsWith("~")) return evaluation.unknown(`the file ${path} is in a home directory, which is not read`);
  const content = context.readFile(path);
  if (content === undefined) return evaluation.unknown(`the file ${path} is not in the input`);
  if ("unread" in content) return evaluation.unknown(`the file ${path} was not read: ${content.unread}`);
  if (name === "fileexists") return true;
  const { text } = content;
  if (name === "filebase64") return base64(text);
  return name === "file" ? text.normalize() : context.renderTemplate(text, (variables ?? {}) as ValueObject);
}
