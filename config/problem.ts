import { inspect } from "node:util";
import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { ConfigFile } from "./schema";

/** Something wrong with a key of the config, or with its value. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  /** The rule and how to fix it; printed after the key and the value. */
  readonly message: string;
  /** The key itself is wrong, not its value. */
  readonly wrongKey?: boolean;
}

/** Messages for wrong types and missing keys, where the schema gives none. */
export function shapeMessage(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "invalid_type") return `must be ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    return `must be one of ${values.join(", ")}${typeof issue.input === "string" ? nearest(issue.input, values) : ""}`;
  }
  return undefined;
}
const TYPE_NAMES: Record<string, string> = {
  object: "a mapping",
  record: "a mapping",
  array: "a list, with a hyphen before each entry",
  string: "a string",
};

export function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      wrongKey: true,
      message: `is not a key of ${dotted(path) || "the config"}${nearest(key, known) || `; its keys are ${known.join(", ")}`}`,
    }));
  }
  // Of a mapping that may also be something else: what is wrong in the mapping says more than that it is neither.
  const inside = issue.code === "invalid_union" ? issue.errors.find(isInside) : undefined;
  if (inside) return inside.flatMap((inner) => problemsOf({ ...inner, path: [...path, ...inner.path] }));
  if (issue.code === "invalid_key") return issue.issues.map(({ message }) => ({ path, message, wrongKey: true }));
  const keys = issue.code === "invalid_type" && issue.expected === "object" ? keysAt(path) : [];
  return [{ path, message: keys.length > 0 ? `${issue.message} of ${keys.join(", ")}` : issue.message }];
}

const isInside = (issues: readonly z.core.$ZodIssue[]) =>
  issues.every(({ code, path }) => path.length > 0 || code === "unrecognized_keys");

/** `; did you mean ...?` if one of them is close enough. */
function nearest(word: string, known: readonly string[]): string {
  const match = closest(word, known);
  return distance(word, match) <= Math.max(2, word.length / 3) ? `; did you mean ${match}?` : "";
}

interface Shape {
  readonly properties?: Record<string, Shape>;
  readonly items?: Shape;
  readonly additionalProperties?: Shape;
  readonly anyOf?: readonly Shape[];
}
let shapes: Shape | undefined;

/** The keys that the schema knows at a path, found in its JSON Schema. */
function keysAt(path: readonly PropertyKey[]): string[] {
  shapes ??= z.toJSONSchema(ConfigFile, { io: "input" }) as Shape;
  let shape: Shape | undefined = shapes;
  for (const part of path) {
    shape =
      typeof part === "number" ? shape?.items : (shape?.properties?.[String(part)] ?? shape?.additionalProperties);
    shape = shape?.anyOf?.find(({ properties }) => properties) ?? shape;
  }
  return Object.keys(shape?.properties ?? {});
}

/**
 * `aws.region: "ap-northeast-l" is not an AWS region; ...`
 * @param written the value as it is in the file, where it was read as something else: `1.10` is the number 1.1
 */
export function describe({ path, message, wrongKey }: Problem, values: unknown, written?: string): string {
  const where = dotted(path) || "the config";
  if (wrongKey) return `${where} ${message}`;
  const value = path.reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown> | undefined)?.[part], values);
  if (value === undefined) return `${where} ${message.replace(/^must be /, "is required: ")}`;
  return value === null
    ? `${where} is empty: it ${message}; fill it in or remove it`
    : `${where}: ${written === undefined ? shown(value) : clipped(written)} ${message}`;
}

const MOST_SHOWN = 100;

function shown(value: unknown): string {
  const text = typeof value === "string" ? quoted(value) : inspect(value, { breakLength: Number.POSITIVE_INFINITY });
  return clipped(text);
}

const clipped = (text: string) => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}...` : text);

/** In quotes; what a terminal would interpret or not show is escaped. */
const quoted = (text: string) =>
  JSON.stringify(text).replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);

/** `runtime.subjects[0].branch`, `tags["aws:owner"]` */
const dotted = (path: readonly PropertyKey[]) =>
  path
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      const key = String(part);
      if (key.length > MOST_SHOWN) return `[${shown(key)}]`;
      return /^[\w-]+$/.test(key) ? `${index > 0 ? "." : ""}${key}` : `[${shown(key)}]`;
    })
    .join("");
