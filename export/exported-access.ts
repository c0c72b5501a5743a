import type { ExportedWorkload } from "./exported-workloads";

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
