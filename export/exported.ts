import { join } from "node:path";
import { HEADER, type Tree } from "./render/tree";
import { readIfThere } from "./write-tree";

/** What belongs in one folder of someone's repository. */
export interface Exported {
  readonly directory: string;
  readonly tree: Tree;
  /** For people: which files are kept, and which to delete. */
  readonly notes: readonly string[];
}

/**
 * What is written into a folder in which others write, too.
 * @param files of this config, by their paths below the folder
 * @param all files that a config can have: those of ours that are no longer exported are reported
 */
export function exportedFiles(directory: string, files: Tree, all: readonly string[]): Exported {
  const { files: tree, kept } = ownFiles(directory, files);
  const left = all.filter((file) => !files.has(file) && isOurs(readIfThere(join(directory, file)) ?? ""));
  return {
    directory,
    tree,
    notes: [
      ...kept.map((file) => keptNote(join(directory, file))),
      ...left.map((file) => `${join(directory, file)} is no longer exported: delete the file`),
    ],
  };
}

/** The part of `files` that may be written into `directory`: a file that someone else wrote stays as it is. */
export function ownFiles(
  directory: string,
  files: ReadonlyMap<string, string>,
): { files: Map<string, string>; kept: string[] } {
  const kept = [...files.keys()].filter((name) => {
    const present = readIfThere(join(directory, name));
    return present !== undefined && !isOurs(present);
  });
  return { files: new Map([...files].filter(([name]) => !kept.includes(name))), kept };
}

const isOurs = (text: string) => text.slice(0, 200).includes(HEADER);

export const keptNote = (file: string) => `kept ${file}: it is yours`;
