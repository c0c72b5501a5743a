import { readFileSync } from "node:fs";
import { editYaml } from "../config/edit-yaml";
import { parseConfig } from "../config/load";
import { writeTree } from "../export/write-tree";

/** One value of the config. */
export interface Edit {
  readonly path: readonly string[];
  /** `undefined` removes it. */
  readonly value: string | boolean | undefined;
}

/**
 * Changes values of the config in place, all or none; comments and all other lines stay.
 * @throws InputError if the config would not be valid
 */
export function writeConfig(file: string, edits: readonly Edit[]): void {
  const text = edits.reduce((text, { path, value }) => editYaml(text, path, value), readFileSync(file, "utf8"));
  parseConfig(text, file);
  writeTree("", new Map([[file, text]]));
}
