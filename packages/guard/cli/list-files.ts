import { join, relative, sep } from "node:path";
import type { UnreadFile } from "../read/index";
import { isTerraformFile } from "../read/source/terraform-file";
import type { FolderEntry, ScanRoot } from "./scan-root";
import { unreadable } from "./unreadable";

/** Copies of files from elsewhere, and folders without configuration. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([".git", ".terraform", "node_modules"]);
/** Plans, manifests, and what `file` and `templatefile` usually read. */
const OTHER = /\.(?:json|tpl|tftpl|tmpl|ya?ml|txt)$|^Kustomization$/;

/** The files below a folder that may matter, in order, and what of it must not be read. */
export function listFiles(folder: string, root: ScanRoot): (string | UnreadFile)[] {
  const found: (string | UnreadFile)[] = [];
  /** Real paths of folders whose content is listed. */
  const listed = [root.targetOf(folder)?.path ?? folder];
  const open: Entry[] = [{ path: folder, kind: "folder" }];
  // Without recursion: a stranger chooses how deep his folders are.
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === "folder") open.push(...entriesOf(next.path, root, listed).reverse());
    else found.push(next.kind === "file" ? next.path : { path: next.path, unread: next.kind.unread });
  }
  return found;
}

interface Entry {
  readonly path: string;
  readonly kind: "folder" | "file" | { readonly unread: string };
}

function entriesOf(folder: string, root: ScanRoot, listed: string[]): Entry[] {
  let entries: FolderEntry[];
  try {
    entries = root.list(folder);
  } catch (error) {
    throw unreadable(folder, error);
  }
  return entries.flatMap((entry): Entry[] => {
    const path = join(folder, entry.name);
    const file: Entry[] = isTerraformFile(entry.name) || OTHER.test(entry.name) ? [{ path, kind: "file" }] : [];
    if (SKIPPED_FOLDERS.has(entry.name)) return [];
    if (entry.isDirectory()) return [{ path, kind: "folder" }];
    if (!entry.isSymbolicLink()) return file;
    const target = root.targetOf(path);
    if (!target?.state.isDirectory()) return target ? file : [];
    const unread = root.refusalOf(path);
    if (unread !== undefined) return [{ path, kind: { unread } }];
    const above = root.targetOf(folder)?.path ?? folder;
    // It is listed anyway, or leads in a circle.
    if (listed.some((one) => holds(one, target.path)) || holds(target.path, above)) return [];
    listed.push(target.path);
    return [{ path, kind: "folder" }];
  });
}

/** Whether listing one folder lists the other. */
function holds(folder: string, other: string): boolean {
  const parts = relative(folder, other).split(sep);
  return parts[0] !== ".." && !parts.some((part) => SKIPPED_FOLDERS.has(part));
}
