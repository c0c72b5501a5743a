import { basename, dirname, join, resolve } from "node:path";
import type { UnreadFile } from "../read/index";
import { isTerraformFile } from "../read/source/terraform-file";
import { AMBIGUOUS, type FolderEntry, type ScanRoot } from "./scan-root";
import { unreadable } from "./unreadable";

/** Copies of files from elsewhere, and folders without configuration. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([".git", ".terraform", "node_modules"]);
/** What may be a plan, a template of CloudFormation, or a manifest. */
const PLAN_OR_MANIFEST = /\.(?:json|template|ya?ml|txt)$|^Kustomization$/;

/** The files below a folder that are checked, in order, and what of it must not be read. */
export function listFiles(folder: string, root: ScanRoot): (string | UnreadFile)[] {
  const found: (string | UnreadFile)[] = [];
  /** Real paths of folders whose content is listed. */
  const listed = new Set([root.targetOf(folder)?.path ?? resolve(folder)]);
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

function entriesOf(folder: string, root: ScanRoot, listed: Set<string>): Entry[] {
  let entries: FolderEntry[];
  try {
    entries = root.list(folder);
  } catch (error) {
    throw unreadable(folder, error);
  }
  return entries.flatMap((entry): Entry[] => {
    const path = join(folder, entry.name);
    const isWanted = isTerraformFile(entry.name) || PLAN_OR_MANIFEST.test(entry.name);
    const file: Entry[] = isWanted ? [{ path, kind: "file" }] : [];
    if (SKIPPED_FOLDERS.has(entry.name)) return [];
    if (entry.isDirectory()) return [{ path, kind: "folder" }];
    if (!entry.isSymbolicLink()) return file;
    const target = root.targetOf(path);
    if (!target?.state.isDirectory()) return target ? file : [];
    const unread = root.refusalOf(path);
    if (unread !== undefined) return [{ path, kind: { unread } }];
    const above = root.targetOf(folder)?.path ?? resolve(folder);
    // It is listed anyway, or leads in a circle.
    if (holds(listed, target.path) || holds(new Set([target.path]), above)) return [];
    listed.add(target.path);
    // Paths in it are seen from where it is.
    const name = root.nameOf(folder, target);
    return [name === undefined ? { path, kind: { unread: AMBIGUOUS } } : { path: name, kind: "folder" }];
  });
}

/** Whether listing one of the folders lists the other: it is in it, and no folder in between is skipped. */
function holds(folders: ReadonlySet<string>, other: string): boolean {
  for (let at = other; ; at = dirname(at)) {
    if (folders.has(at)) return true;
    if (SKIPPED_FOLDERS.has(basename(at)) || at === dirname(at)) return false;
  }
}
