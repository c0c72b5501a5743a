import { InputError } from "@openhands-aws/facts/program-error";
import type { AccessModel } from "../model";
import { AccessInputError, type InputFile, readTerraform } from "../read";

/**
 * @param only what there must be. @default Terraform or Kubernetes
 * @throws InputError if a file is not valid, or there is nothing to check
 */
export async function modelOf(files: () => readonly InputFile[], only?: "terraform"): Promise<AccessModel> {
  try {
    return await readTerraform(files(), only);
  } catch (error) {
    throw error instanceof AccessInputError ? new InputError(error.message) : error;
  }
}
