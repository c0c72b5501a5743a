import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";

/**
 * Writes the files below `directory`. All are written beside their places first and then renamed, so that an
 * interruption leaves each file either old or new, and running it again completes the work and removes the leftovers.
 * A file that is already the same is not touched.
 * @returns the paths that were written
 */
export function writeTree(directory: string, tree: ReadonlyMap<string, string>): string[] {
  removeLeftovers([...tree.keys()].map((path) => join(directory, path)));
  const changed = [...tree].filter(([path, content]) => readIfThere(join(directory, path)) !== content);
  const staged: { temporary: string; place: string }[] = [];
  try {
    for (const [path, content] of changed) {
      const place = join(directory, path);
      const temporary = `${place}.${process.pid}.tmp`;
      mkdirSync(dirname(place), { recursive: true });
      staged.push({ temporary, place });
      writeFileSync(temporary, content);
    }
    for (const { temporary, place } of staged) renameSync(temporary, place);
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  }
  return changed.map(([path]) => path);
}

/** What killed processes left beside these files; the files of a process that is still running stay. */
function removeLeftovers(places: readonly string[]): void {
  const wanted = new Set(places);
  for (const folder of new Set(places.map(dirname)))
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      const [, file, pid] = /^(.+)\.(\d+)\.tmp$/.exec(name) ?? [];
      if (file && wanted.has(join(folder, file)) && !isRunning(Number(pid)))
        rmSync(join(folder, name), { force: true });
    }
}

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** The file's text, or undefined if there is no such file. @throws InputError if it is a directory */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    if (code === "EISDIR") throw new InputError(`${file} is a directory, but must be a file. Move it away.`);
    throw error;
  }
}
