import type { Config } from "../config/config";
import { usesIdentity } from "../config/identity";
import { type ExportedBefore, hasPodIdentity } from "./exported-before";
import { type ExportedWorkload, type ExportFolders, exportedWorkloads } from "./exported-workloads";

const VARIABLES = { AWS_ACCESS_KEY_ID: "key", AWS_ROLE_ARN: "role" } as const;

/**
 * What a workload of an earlier export gives OpenHands' pod.
 * @param podIdentity whether EKS gives pods the role: their variables say nothing then
 */
export function exportedAccess({ containers }: ExportedWorkload, podIdentity: boolean): "key" | "role" | undefined {
  const names = new Set(containers.flatMap(({ env = [] }) => env.map(({ name }) => name)));
  for (const [name, access] of Object.entries(VARIABLES)) if (names.has(name)) return access;
  return podIdentity ? "role" : undefined;
}

/**
 * Whether pods may be using the role, with this config or since an earlier export.
 * @param before the stack openhands of the earlier export
 */
export const mayUseRole = (config: Config, folders: ExportFolders, before: ExportedBefore): boolean =>
  usesIdentity(config) ||
  exportedWorkloads(folders).some((workload) => exportedAccess(workload, hasPodIdentity(before)) === "role");
