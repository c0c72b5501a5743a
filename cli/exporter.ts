import { filesOf } from "../export/files-of";
import { readIfThere, writeTree } from "../export/write-tree";
import type { Folders } from "./folders";

/** What `export` writes into the folders, for a verb that changes the config. @returns `undefined` if none is named */
export function exporterTo(folders: Folders, configFile: string) {
  const named = Object.values(folders).filter((folder) => folder !== undefined);
  if (named.length === 0) return undefined;
  const files = async () => {
    const { exportedTrees } = await import("./exported-trees.js");
    return filesOf((await exportedTrees(folders, configFile)).exported);
  };
  return {
    folders: named.join(", "),
    stale: async () => [...(await files())].filter(([file, text]) => readIfThere(file) !== text).map(([file]) => file),
    write: async () => writeTree("", await files()),
  };
}
