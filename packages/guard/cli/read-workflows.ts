import { type Dirent, existsSync, readdirSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { AccessInputError } from "../read/access-input-error";
import { type Action, folderOf, readAction, readWorkflow, type Workflow } from "../workflows";
import { ScanRoot } from "./scan-root";
import { unreadable } from "./unreadable";

/** Where GitHub looks for them below a repository. */
const FOLDER = join(".github", "workflows");

/** What GitHub takes an action from: https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax */
const ACTION_FILES = ["action.yml", "action.yaml"];

interface Sources {
  readonly files: readonly Workflow[];
  /** The repository's own actions that the workflows use, directly or through other actions. */
  readonly actions: readonly Action[];
}

/**
 * Reads the workflows in a folder, or in the repository at that folder, and the repository's own actions.
 * @throws InputError with every file that is not YAML or must not be read, or if there is no workflow
 */
export function readWorkflows(folder: string): Sources {
  const place = existsSync(join(folder, FOLDER)) ? join(folder, FOLDER) : folder;
  const repository = resolve(place).endsWith(sep + FOLDER) ? join(place, "..", "..") : undefined;
  const root = rootOf(repository === undefined ? [folder] : [folder, repository]);
  const refusal = root.refusalOf(place);
  if (refusal !== undefined) throw new InputError(`${place} was not read: ${refusal}.`);
  const names = namesIn(place);
  if (names.length === 0)
    throw new InputError(`${place} contains no workflow: name the folder that contains the *.yml or *.yaml files.`);
  const reading: Reading = { root, problems: [] };
  const files = names.flatMap((name) => read(join(place, name), readWorkflow, reading) ?? []);
  const actions = repository === undefined ? [] : actionsOf(files, repository, reading);
  if (reading.problems.length > 0) throw new InputError([...new Set(reading.problems)].join("\n"));
  return { files, actions };
}

interface Reading {
  readonly root: ScanRoot;
  /** Collects the files that are not YAML or must not be read. */
  readonly problems: string[];
}

function read<T>(path: string, reader: (file: { path: string; text: string }) => T, reading: Reading): T | undefined {
  try {
    const content = reading.root.read(path);
    if (typeof content !== "string") return reader({ path: path.split(sep).join("/"), text: content.toString("utf8") });
    reading.problems.push(`${path} was not read: ${content}.`);
  } catch (error) {
    if (!(error instanceof AccessInputError)) throw unreadable(path, error);
    reading.problems.push(error.message);
  }
  return undefined;
}

function actionsOf(workflows: readonly Workflow[], repository: string, reading: Reading): Action[] {
  const found = new Map<string, Action>();
  const open = workflows.flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps));
  for (const { uses } of open) {
    const folder = uses?.startsWith("./") ? folderOf(uses) : undefined;
    if (folder === undefined || found.has(folder) || folder.split("/").includes("..")) continue;
    const file = ACTION_FILES.map((name) => join(repository, folder, name)).find((path) => existsSync(path));
    const action = file && read(file, (source) => readAction(folder, source), reading);
    if (!action) continue;
    found.set(folder, action);
    open.push(...(action.steps ?? []));
  }
  return [...found.values()];
}

function rootOf(paths: readonly string[]): ScanRoot {
  const root = new ScanRoot();
  for (const path of paths) {
    try {
      root.add(path);
    } catch (error) {
      throw noFolder(path, error);
    }
  }
  return root;
}

/** File names of the workflows in a folder; GitHub ignores its subfolders. */
function namesIn(folder: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw noFolder(folder, error);
  }
  return entries.flatMap((entry) => (/\.ya?ml$/.test(entry.name) && !entry.isDirectory() ? entry.name : [])).sort();
}

function noFolder(path: string, error: unknown): InputError {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return new InputError(`${path}: there is no such folder. Check the path.`);
  if (code === "ENOTDIR")
    return new InputError(`${path} is not a folder: name the folder that contains the workflows.`);
  return unreadable(path, error);
}
