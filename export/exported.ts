import { join } from "node:path";
import { HEADER, type Tree } from "./render/tree";
import { readIfThere } from "./write-tree";

/** What belongs into one folder of somebody's repository. */
export interface Exported {
  readonly directory: string;
  readonly tree: Tree;
  /** For people: what is kept, and what should go. */
  readonly notes: readonly string[];
}

/**
 * What is written into a folder that others write into too.
 * @param files that the config has, by their paths below the folder
 * @param all that some config has: those of ours that this one has no more are told
 */
export function exportedFiles(directory: string, files: Tree, all: readonly string[]): Exported {
  const { files: tree, kept } = ownFiles(directory, files);
  const left = all.filter((file) => !files.has(file) && isOurs(readIfThere(join(directory, file)) ?? ""));
  return {
    directory,
    tree,
    notes: [
      ...kept.map((file) => keptNote(join(directory, file))),
      ...left.map((file) => `${join(directory, file)} is no longer in the config: delete it`),
    ],
  };
}

/** What of `files` is ours to write into `directory`: a file that somebody else wrote stays as it is. */
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
