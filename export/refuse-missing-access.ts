import { InputError } from "@openhands-aws/facts/program-error";
import type { Config } from "../config/config";
import { usesIdentity } from "../config/identity";
import { exportedAccess } from "./exported-access";
import { type ExportedBefore, exportedBefore, hasPodIdentity, openhandsFile } from "./exported-before";
import { type ExportFolders, exportedWorkloads } from "./exported-workloads";
import { sameState } from "./same-state";

/**
 * Pods get no access that does not exist yet, as far as that is known: with the manifests alone, it is if the usual folder
 * has an earlier export of the same Terraform state.
 * @param usual where the Terraform directories are if none is named
 * @param stack openhands, as this config gives it
 * @returns what to apply first, where it is not known. @throws InputError where it is
 */
export function refuseMissingAccess(
  config: Config,
  { terraform, manifests }: ExportFolders,
  { usual, stack }: { readonly usual: string; readonly stack: ExportedBefore },
): string[] {
  const { bedrock, kubernetes } = config;
  if (manifests === undefined || terraform !== undefined || !kubernetes || bedrock.rollback) return [];
  const wanted = usesIdentity(config) ? "role" : "key";
  const uses = exportedWorkloads({ manifests }).map((workload) => exportedAccess(workload, hasPodIdentity(stack)));
  const settled =
    wanted === "key" ? !uses.includes("role") : uses.length > 0 && uses.every((access) => access === "role");
  if (settled) return [];

  const file = openhandsFile(usual);
  const before = exportedBefore(file);
  if (sameState(before, stack)) {
    if (has(before, wanted)) return [];
    throw new InputError(
      `bedrock.access is ${bedrock.access}, but ${NAMES[wanted]} is not in ${file}. Nothing was written.\n  Pods would have no access. Export with --terraform, too, and apply the stack openhands before the manifests.`,
    );
  }
  return [
    `${manifests} gives the pods ${NAMES[wanted]}. Without --terraform, it is not known whether that exists: apply the stack openhands first.`,
  ];
}

const NAMES = { key: "the access key", role: "the role of kubernetes.identity" };

const has = ({ resource }: ExportedBefore, wanted: "key" | "role"): boolean =>
  wanted === "key"
    ? resource?.aws_iam_access_key !== undefined
    : resource?.aws_iam_role?.openhands_workload !== undefined;
