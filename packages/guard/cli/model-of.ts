import { InputError } from "@openhands-aws/facts/program-error";
import type { AccessModel } from "../model";
import { AccessInputError, readTerraform } from "../read";
import type { Input } from "./read-input";

/**
 * @param only what there must be. @default Terraform or Kubernetes
 * @throws InputError if a file is not valid, or there is nothing to check
 */
export async function modelOf(input: () => Input, only?: "terraform"): Promise<AccessModel> {
  try {
    const { files, elsewhere } = input();
    return await readTerraform(files, only, elsewhere);
  } catch (error) {
    throw error instanceof AccessInputError ? new InputError(error.message) : error;
  }
}
