import { join } from "node:path";
import type { Exported } from "./exported";

/** Every file of the folders, by its path. */
export const filesOf = (exported: readonly Exported[]): Map<string, string> =>
  new Map(exported.flatMap(({ directory, tree }) => [...tree].map(([path, text]) => [join(directory, path), text])));
