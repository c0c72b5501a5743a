import { InputError } from "@openhands-aws/facts/program-error";
import type { AccessModel } from "../model";
import { AccessInputError, type ReadOptions, readTerraform } from "../read";
import type { Input } from "./read-input";

/** @throws InputError if a file is not valid, or there is nothing to check */
export async function modelOf(input: () => Input, options: () => Omit<ReadOptions, "elsewhere">): Promise<AccessModel> {
  try {
    const { files, elsewhere } = input();
    return await readTerraform(files, { ...options(), elsewhere });
  } catch (error) {
    throw error instanceof AccessInputError ? new InputError(error.message) : error;
  }
}
