import { join } from "node:path";
import type { Exported } from "../export/exported";
import { writeTree } from "../export/write-tree";

/**
 * All files or none.
 * @param more files to write with them, by their paths
 * @returns the paths that were written
 */
export function writeExported(exported: readonly Exported[], more: Iterable<[string, string]> = []): string[] {
  const files = exported.flatMap(({ directory, tree }) =>
    [...tree].map(([path, text]): [string, string] => [join(directory, path), text]),
  );
  return writeTree("", new Map([...files, ...more]));
}
