import { join } from "node:path";
import type { Config } from "../config/config";
import { type Exported, isOurs, keptNote, ownFiles } from "./exported";
import { MANIFEST_FILES, manifestFiles } from "./manifest-files";
import { readIfThere } from "./write-tree";

/** The manifests, for the folder of a GitOps repository. */
export function manifestTree(directory: string, config: Config): Exported {
  const all = manifestFiles(config);
  const { files, kept } = ownFiles(directory, all);
  const left = MANIFEST_FILES.filter((file) => !all.has(file) && isOurs(readIfThere(join(directory, file)) ?? ""));
  return {
    directory,
    tree: files,
    notes: [
      ...kept.map((file) => keptNote(join(directory, file))),
      ...left.map((file) => `${join(directory, file)} is no longer in the config: delete it`),
    ],
  };
}
