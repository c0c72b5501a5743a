import type { Config } from "../config/config";
import { type Exported, exportedFiles } from "./exported";
import { MANIFEST_FILES, manifestFiles } from "./render/manifest-files";

/** The manifests, for the folder of a GitOps repository. */
export const manifestTree = (directory: string, config: Config): Exported =>
  exportedFiles(directory, manifestFiles(config), MANIFEST_FILES);
