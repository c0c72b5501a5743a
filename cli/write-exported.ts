import type { Exported } from "../export/exported";
import { filesOf } from "../export/files-of";
import { writeTree } from "../export/write-tree";

/**
 * All files or none.
 * @param more files to write with them, by their paths
 * @returns the paths that were written
 */
export const writeExported = (exported: readonly Exported[], more: Iterable<[string, string]> = []): string[] =>
  writeTree("", new Map([...filesOf(exported), ...more]));
