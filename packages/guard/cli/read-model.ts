import { InputError } from "@openhands-aws/facts/program-error";
import type { AccessModel } from "../model";
import { AccessInputError, readTerraform } from "../read";
import { readInput } from "./read-input";

/**
 * @param root that the user chose. @default as `ScanRoot` finds it
 * @throws InputError if a path cannot be read, or contains nothing that Terraform would understand
 */
export async function readModel(paths: readonly string[], root?: string): Promise<AccessModel> {
  try {
    return await readTerraform(readInput(paths, root));
  } catch (error) {
    throw error instanceof AccessInputError ? new InputError(error.message) : error;
  }
}
