import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { AccessInputError } from "../access/read/access-input-error";
import { readWorkflow, type Workflow } from "../access/workflows";
import { InputError } from "../config/input-error";

/** Where GitHub looks for them below a repository. */
const FOLDER = join(".github", "workflows");

/**
 * Reads the workflows of a folder, or those of the repository that the folder is.
 * @throws InputError with every file that is no YAML, or if there is no workflow
 */
export function readWorkflows(folder: string): Workflow[] {
  const place = existsSync(join(folder, FOLDER)) ? join(folder, FOLDER) : folder;
  const paths = namesIn(place).map((name) => join(place, name));
  if (paths.length === 0)
    throw new InputError(`${place} holds no workflow: name the folder that holds the *.yml or *.yaml files.`);
  const problems: string[] = [];
  const workflows = paths.flatMap((path) => {
    try {
      return readWorkflow({ path: path.split(sep).join("/"), text: readFileSync(path, "utf8") });
    } catch (error) {
      if (!(error instanceof AccessInputError)) throw unreadable(path, error);
      problems.push(error.message);
      return [];
    }
  });
  if (problems.length > 0) throw new InputError(problems.join("\n"));
  return workflows;
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
