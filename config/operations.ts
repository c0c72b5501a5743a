import type { ConfigFile } from "./schema";
import type { Operations as OperationsFile } from "./schema/operations";

export type Operations = OperationsFile & {
  /** Names of the roles that the access key leads to, also once the Bedrock user is rolled back: its rights must not go first. */
  readonly keyRoles: readonly string[];
};

/** @param refresher with its default */
export const completeOperations = (
  operations: OperationsFile,
  refresher: ConfigFile["runtime"]["refresher"],
): Operations => ({
  ...operations,
  keyRoles: refresher && refresher.principal === undefined ? [refresher.role] : [],
});
