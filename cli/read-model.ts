import { AccessInputError, type AccessModel, readTerraform } from "@openhands-aws/guard";
import { InputError } from "../config/input-error";
import { readInput } from "./read-input";

/** @throws InputError if a path cannot be read, or holds nothing that Terraform would understand */
export async function readModel(paths: readonly string[]): Promise<AccessModel> {
  try {
    return await readTerraform(readInput(paths));
  } catch (error) {
    throw error instanceof AccessInputError ? new InputError(error.message) : error;
  }
}
