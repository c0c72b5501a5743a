import { readFileSync } from "node:fs";
import { closest, distance } from "fastest-levenshtein";
import { isNode, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { type Config, complete } from "./config";
import { InputError } from "./input-error";
import { ConfigFile } from "./schema";

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** The key that is wrong, where it is the key rather than its value. */
  readonly key?: string;
}

/** @throws InputError with every problem of the file, each with its line, key, value, rule and mend */
export function loadConfig(file: string): Config {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    throw new InputError(unreadable(file, error));
  }
  return parseConfig(text, file);
}

function unreadable(file: string, error: unknown): string {
  if (error instanceof TypeError) return `${file} is not UTF-8 text.`;
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return `${file} does not exist. Name another file with --config or OPENHANDS_AWS_CONFIG.`;
  if (code === "EISDIR") return `${file} is a directory; the config is a YAML file.`;
  return `${file} cannot be read: ${(error as Error).message}`;
}

/** @throws InputError, as {@link loadConfig} does */
export function parseConfig(text: string, file: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [syntaxError] = [...document.errors, ...document.warnings];
  if (syntaxError) throw new InputError(`${file} is not valid YAML: ${syntaxError.message}`);
  const raw: unknown = toJs(document, file) ?? {};

  const fail = (problems: readonly Problem[]): never => {
    const where = ({ path, key }: Problem) => {
      const node = document.getIn(key === undefined ? path : [...path, key], true) ?? document.getIn(path, true);
      const offset = isNode(node) ? node.range?.[0] : undefined;
      return offset === undefined ? "" : `:${lines.linePos(offset).line}`;
    };
    const described = problems.map((problem) => `  ${file}${where(problem)} ${describe(problem, raw)}`);
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    throw new InputError(`${file} has ${count}:\n${described.join("\n")}`);
  };

  const parsed = ConfigFile.safeParse(raw, { error: shapeMessage });
  if (!parsed.success) return fail(parsed.error.issues.flatMap(problemsOf));
  const completed = complete(parsed.data);
  return "config" in completed ? completed.config : fail(completed.conflicts);
}

function toJs(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new InputError(`${file} is not valid YAML: ${(error as Error).message}`);
  }
}

/** Messages for what the schema itself does not word: wrong types and missing keys. */
function shapeMessage(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "invalid_type")
    return issue.input === undefined ? "is required" : `must be ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
  if (issue.code === "invalid_value") return `must be one of ${issue.values.map(String).join(", ")}`;
  return undefined;
}
const TYPE_NAMES: Record<string, string> = {
  object: "a mapping",
  record: "a mapping",
  array: "a list",
  string: "a string",
};

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      path: issue.path,
      key,
      message: `is not a key of ${dotted(issue.path) || "the config"}${suggestion(key, keysAt(issue.path))}`,
    }));
  if (issue.code === "invalid_key")
    return issue.issues.map(({ message }) => ({ path: issue.path, message: `key ${message}` }));
  return [{ path: issue.path, message: issue.message }];
}

function suggestion(key: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const nearest = closest(key, known);
  return distance(key, nearest) <= Math.max(2, key.length / 3)
    ? `; did you mean ${nearest}?`
    : `; it has ${known.join(", ")}`;
}

/** The keys that the schema knows at a path, found in its JSON Schema. */
function keysAt(path: readonly PropertyKey[]): string[] {
  interface Schema {
    readonly properties?: Record<string, Schema>;
    readonly items?: Schema;
    readonly additionalProperties?: Schema;
  }
  let schema = z.toJSONSchema(ConfigFile, { io: "input", unrepresentable: "any" }) as Schema | undefined;
  for (const part of path)
    schema =
      typeof part === "number" ? schema?.items : (schema?.properties?.[String(part)] ?? schema?.additionalProperties);
  return Object.keys(schema?.properties ?? {});
}

const dotted = (path: readonly PropertyKey[]) =>
  path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index > 0 ? "." : ""}${String(part)}`))
    .join("");

/** `aws.region: "ap-northeast-l" is not an AWS region; ...` */
function describe({ path, key, message }: Problem, raw: unknown): string {
  if (key !== undefined) return `${dotted([...path, key])} ${message}`;
  const value = path.reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown> | undefined)?.[part], raw);
  const shown =
    value === null || (typeof value === "object" && value) || value === undefined ? "" : ` ${JSON.stringify(value)}`;
  return `${dotted(path) || "the config"}:${shown} ${message}`;
}
