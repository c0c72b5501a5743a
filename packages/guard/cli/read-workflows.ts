import { join, resolve, sep } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { printable } from "../printable";
import { AccessInputError } from "../read/access-input-error";
import { type Action, folderOf, readAction, readWorkflow, type Workflow } from "../workflows";
import { type FolderEntry, ScanRoot } from "./scan-root";
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
 * @param chosen the root that the user chose. @default as `ScanRoot` finds it
 * @throws InputError with every file that is not YAML or must not be read, or if there is no workflow
 */
export function readWorkflows(folder: string, chosen?: string): Sources {
  const isWorkflows = resolve(folder).endsWith(sep + FOLDER);
  const given = isWorkflows ? [folder, join(folder, "..", "..")] : [folder];
  const root = new ScanRoot(given.filter(isThere), chosen);
  const place = root.targetOf(join(folder, FOLDER)) ? join(folder, FOLDER) : folder;
  const repository = resolve(place).endsWith(sep + FOLDER) ? join(place, "..", "..") : undefined;
  const refusal = root.refusalOf(place);
  if (refusal !== undefined) throw new InputError(`${printable(place)} was not read: ${refusal}.`);
  const names = namesIn(place, root);
  if (names.length === 0)
    throw new InputError(
      `${printable(place)} contains no workflow: name the folder that contains the *.yml or *.yaml files.`,
    );
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
    reading.problems.push(`${printable(path)} was not read: ${content}.`);
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
    const file = ACTION_FILES.map((name) => join(repository, folder, name)).find((path) => reading.root.targetOf(path));
    const action = file && read(file, (source) => readAction(folder, source), reading);
    if (!action) continue;
    found.set(folder, action);
    open.push(...(action.steps ?? []));
  }
  return [...found.values()];
}

/** @throws InputError if there is no such folder */
function isThere(path: string): boolean {
  if (!ScanRoot.stateOf(path).isDirectory())
    throw new InputError(`${printable(path)} is not a folder: name the folder that contains the workflows.`);
  return true;
}

/** File names of the workflows in a folder; GitHub ignores its subfolders. */
function namesIn(folder: string, root: ScanRoot): string[] {
  let entries: FolderEntry[];
  try {
    entries = root.list(folder);
  } catch (error) {
    throw unreadable(folder, error);
  }
  return entries.flatMap((entry) => (/\.ya?ml$/.test(entry.name) && !entry.isDirectory() ? entry.name : [])).sort();
}
