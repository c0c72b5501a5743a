import { readFileSync } from "node:fs";
import { InputError } from "@openhands-aws/facts/program-error";
import { type Config, complete } from "./config";
import { imageContext } from "./image-context";
import { describe, type Problem, problemsOf, shapeMessage } from "./problem";
import { ConfigFile } from "./schema";
import { parseYaml } from "./yaml";

/** @throws InputError with every problem of the file, each with its line, key, value, rule and fix */
export function loadConfig(file: string): Config {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    throw new InputError(unreadable(file, error as NodeJS.ErrnoException));
  }
  return parseConfig(text, file);
}

function unreadable(file: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") return `${file} is not UTF-8 text. Save it as UTF-8.`;
  if (code === "ENOENT") return `${file} does not exist. Name another file with --config or OPENHANDS_AWS_CONFIG.`;
  if (code === "EISDIR") return `${file} is a directory. Name the YAML file in it.`;
  return `${file} cannot be read: ${message}`;
}

/** @throws InputError, as {@link loadConfig} does */
export function parseConfig(text: string, file: string): Config {
  const { raw, line, written, refuseOctals } = parseYaml(text, file);
  const fail = (problems: readonly Problem[], values: unknown): never => {
    const described = problems
      .map((problem) => ({ at: line(problem.path), text: describe(problem, values, written(problem.path)) }))
      .sort((one, other) => one.at - other.at)
      .map(({ at, text }) => `  ${file}:${at} ${text}`);
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    throw new InputError(`${file} has ${count}:\n${described.join("\n")}`);
  };

  const parsed = ConfigFile.safeParse(raw, { error: shapeMessage });
  if (!parsed.success) return fail(parsed.error.issues.flatMap(problemsOf), raw);
  refuseOctals(); // Only now: where text is expected, as for an account id, the key's own rule says more.
  const completed = complete(parsed.data, imageContext());
  return "config" in completed ? completed.config : fail(completed.problems, parsed.data);
}
