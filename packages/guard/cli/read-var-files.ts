import { InputError } from "@openhands-aws/facts/program-error";
import { printable } from "../printable";
import type { TerraformFile } from "../read";
import { readInput } from "./read-input";
import { ScanRoot } from "./scan-root";

/**
 * Reads the files that the user names with `--var-file`, in their order.
 * @throws InputError if one is missing, is no file, or is outside the root that the user chose
 */
export const readVarFiles = (paths: readonly string[], root?: string): TerraformFile[] =>
  paths.flatMap((path) => {
    if (ScanRoot.stateOf(path).isDirectory())
      throw new InputError(
        `--var-file ${printable(path)} is a folder. Name the file that gives the variables their values.`,
      );
    return readInput([path], root).files.filter((file) => "text" in file);
  });
