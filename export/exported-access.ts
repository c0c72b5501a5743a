import type { ExportedWorkload } from "./exported-workloads";

const VARIABLES = { AWS_ACCESS_KEY_ID: "key", AWS_ROLE_ARN: "role" } as const;

/** What a workload of an earlier export gives OpenHands' pod; with EKS Pod Identity, its variables say nothing. */
export function exportedAccess({ containers }: ExportedWorkload): "key" | "role" | undefined {
  const names = new Set(containers.flatMap(({ env = [] }) => env.map(({ name }) => name)));
  for (const [name, access] of Object.entries(VARIABLES)) if (names.has(name)) return access;
  return undefined;
}
