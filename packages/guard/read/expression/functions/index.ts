import { isKnown, UNKNOWN } from "../../../text";
import type { Evaluation } from "../evaluation";
import { isList, isUnknown, type Value, type ValueObject } from "../value";
import { BadArgument, NotEvaluated, text } from "./arguments";
import { COLLECTIONS } from "./collections";
import { CONVERSIONS } from "./conversions";
import { base64, ENCODINGS } from "./encodings";
import { fileSet } from "./file-set";
import { SETS_AND_NUMBERS } from "./sets-and-numbers";
import { STRINGS } from "./strings";
import { type ParseYaml, yamlDecode } from "./yaml";

/** @throws BadArgument, NotEvaluated */
export type TerraformFunction = (args: readonly Value[]) => Value;

/** What functions need besides their arguments. */
export interface FunctionContext {
  /** Text of a file in the input, by the path in the expression. */
  readFile(path: string): string | undefined;
  /** Why a file that exists is not in the input. */
  whyUnread(path: string): string | undefined;
  renderTemplate(text: string, variables: ValueObject): Value;
  /** Paths of the files of the input below a folder, from that folder on. */
  filesBelow(folder: string): readonly string[];
  readonly parseYaml?: ParseYaml;
}

/** Functions that accept unknown arguments: they only combine their arguments, or choose one of them. */
const TOLERANT = new Set(["format", "coalesce", "jsonencode", "yamlencode", "nonsensitive", "sensitive"]);

const FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ...Object.entries(STRINGS),
  ...Object.entries(COLLECTIONS),
  ...Object.entries(SETS_AND_NUMBERS),
  ...Object.entries(CONVERSIONS),
  ...Object.entries(ENCODINGS),
]);

/** @see https://developer.hashicorp.com/terraform/language/functions */
export function callFunction(
  qualified: string,
  args: readonly Value[],
  context: FunctionContext,
  evaluation: Evaluation,
): Value {
  const name = qualified.replace(/^core::/, "");
  if (args.some(isUnknown) && !TOLERANT.has(name)) return UNKNOWN;
  if (FILE_FUNCTIONS.has(name)) return fileFunction(name, args, context, evaluation);
  const run = IN_CONTEXT[name]?.(context) ?? FUNCTIONS.get(name);
  if (!run) return evaluation.unknown(`the function ${name}() is not evaluated`);
  if (Object.hasOwn(STRINGS, name) && name !== "format" && name !== "join" && args.some(isTornText))
    return evaluation.unknown(`${name}() is applied to a partly unknown string`);
  try {
    return run(args);
  } catch (error) {
    if (error instanceof NotEvaluated) return evaluation.unknown(`${name}(): ${error.message}`);
    if (error instanceof BadArgument) return evaluation.fail(`${name}(): ${error.message}`);
    throw error;
  }
}

const IN_CONTEXT: Readonly<Record<string, (context: FunctionContext) => TerraformFunction>> = Object.assign(
  Object.create(null),
  {
    yamldecode:
      ({ parseYaml }: FunctionContext): TerraformFunction =>
      ([value]) =>
        yamlDecode(text(value), parseYaml),
    fileset:
      ({ filesBelow }: FunctionContext): TerraformFunction =>
      (args) =>
        fileSet(args, filesBelow),
  },
);

const FILE_FUNCTIONS = new Set(["file", "filebase64", "templatefile"]);

/** An ARN, or the issuer of an EKS cluster, can be split even if some of its parts are unknown. */
const isTornText = (value: Value): boolean =>
  typeof value === "string"
    ? !isKnown(value) && !/^(?:arn:|(?:https:\/\/)?oidc\.eks\.)/.test(value)
    : isList(value) && value.some(isTornText);

function fileFunction(name: string, args: readonly Value[], context: FunctionContext, evaluation: Evaluation): Value {
  const [path, variables] = args;
  if (typeof path !== "string" || !isKnown(path)) return evaluation.unknown(`the path that ${name}() reads is unknown`);
  const unread = context.whyUnread(path);
  if (unread !== undefined) return evaluation.unknown(`the file ${path} was not read: ${unread}`);
  const content = context.readFile(path);
  if (content === undefined) return evaluation.unknown(`the file ${path} is not in the input`);
  if (name === "filebase64") return base64(content);
  return name === "file" ? content : context.renderTemplate(content, (variables ?? {}) as ValueObject);
}
