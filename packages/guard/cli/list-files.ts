import { type Dirent, readdirSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import type { UnreadFile } from "../read/index";
import type { ScanRoot } from "./scan-root";
import { unreadable } from "./unreadable";

/** Copies of files from elsewhere, and folders without configuration. */
const SKIPPED_FOLDERS = new Set([".git", ".terraform", "node_modules"]);
/** Configurations and settings; plans, and what `file` and `templatefile` usually read. */
const WANTED = /\.(?:tf|tf\.json|tfvars|tfvars\.json|json|tpl|tftpl|tmpl|ya?ml|txt)$/;

/** The files below a folder that may matter, and the links to folders that must not be read. */
export function listFiles(folder: string, root: ScanRoot): (string | UnreadFile)[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadable(folder, error);
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (SKIPPED_FOLDERS.has(entry.name)) return [];
      if (entry.isDirectory()) return listFiles(path, root);
      const target = entry.isSymbolicLink() ? targetOf(path) : entry;
      if (target?.isDirectory()) return linkedFolder(path, root);
      return target && WANTED.test(entry.name) ? [path] : [];
    });
}

/** Within the root it is not followed: its target is read anyway, and it may lead in a circle. */
function linkedFolder(path: string, root: ScanRoot): UnreadFile[] {
  const unread = root.refusalOf(path);
  return unread === undefined ? [] : [{ path, unread }];
}

/** A link that leads nowhere, or to itself, is not a file. */
function targetOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ELOOP") return undefined;
    throw unreadable(path, error);
  }
}
