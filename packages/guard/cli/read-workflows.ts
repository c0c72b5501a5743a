import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { AccessInputError } from "../read";
import { type Action, folderOf, readAction, readWorkflow, type Workflow } from "../workflows";

/** Where GitHub looks for them below a repository. */
const FOLDER = join(".github", "workflows");

/** What GitHub takes an action from: https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax */
const ACTION_FILES = ["action.yml", "action.yaml"];

interface Sources {
  readonly files: readonly Workflow[];
  /** Those of the repository itself that the workflows use, and that these use. */
  readonly actions: readonly Action[];
}

/**
 * Reads the workflows of a folder, or those of the repository that the folder is, and the repository's own actions.
 * @throws InputError with every file that is no YAML, or if there is no workflow
 */
export function readWorkflows(folder: string): Sources {
  const place = existsSync(join(folder, FOLDER)) ? join(folder, FOLDER) : folder;
  const paths = namesIn(place).map((name) => join(place, name));
  if (paths.length === 0)
    throw new InputError(`${place} holds no workflow: name the folder that holds the *.yml or *.yaml files.`);
  const problems: string[] = [];
  const files = paths.flatMap((path) => read(path, readWorkflow, problems) ?? []);
  const root = resolve(place).endsWith(sep + FOLDER) ? join(place, "..", "..") : undefined;
  const actions = root === undefined ? [] : actionsOf(files, root, problems);
  if (problems.length > 0) throw new InputError(problems.join("\n"));
  return { files, actions };
}

/** @param problems takes what is no YAML */
function read<T>(path: string, reader: (file: { path: string; text: string }) => T, problems: string[]): T | undefined {
  try {
    return reader({ path: path.split(sep).join("/"), text: readFileSync(path, "utf8") });
  } catch (error) {
    if (!(error instanceof AccessInputError)) throw unreadable(path, error);
    problems.push(error.message);
    return undefined;
  }
}

/** @param root of the repository; nothing outside of it is read */
function actionsOf(workflows: readonly Workflow[], root: string, problems: string[]): Action[] {
  const found = new Map<string, Action>();
  const open = workflows.flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps));
  for (const { uses } of open) {
    const folder = uses?.startsWith("./") ? folderOf(uses) : undefined;
    if (folder === undefined || found.has(folder) || folder.split("/").includes("..")) continue;
    const file = ACTION_FILES.map((name) => join(root, folder, name)).find((path) => existsSync(path));
    const action = file && read(file, (source) => readAction(folder, source), problems);
    if (!action) continue;
    found.set(folder, action);
    open.push(...(action.steps ?? []));
  }
  return [...found.values()];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name) && statSync(join(folder, name)).isFile())
      .sort();
  } catch (error) {
    throw unreadable(folder, error);
  }
}

function unreadable(path: string, error: unknown): InputError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return new InputError(`${path}: there is no such folder. Check the path.`);
  if (code === "ENOTDIR") return new InputError(`${path} is no folder: name the one that holds the workflows.`);
  return new InputError(`${path} cannot be read: ${message}. Check its permissions.`);
}
