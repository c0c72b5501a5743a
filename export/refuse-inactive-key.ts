import { InputError } from "@openhands-aws/facts/program-error";
import type { Config } from "../config/config";
import { usesIdentity } from "../config/identity";
import { exportedAccess } from "./exported-access";
import { type ExportedBefore, exportedBefore, hasPodIdentity, keyStatuses, openhandsFile } from "./exported-before";
import { type ExportFolders, exportedWorkloads } from "./exported-workloads";
import { sameState } from "./same-state";

/**
 * On the way to the role, the access key stays active until the pods have left it; on the way back, it is active before they
 * get it. A key that was revoked while pods use it stays revoked: that is what revoke exports.
 * @param usual where the folders are if none is named
 * @param stack openhands, as this config gives it
 * @returns what to look at, where it is not known. @throws InputError with what to export first
 */
export function refuseInactiveKey(
  config: Config,
  folders: ExportFolders,
  { usual, stack }: { readonly usual: ExportFolders; readonly stack: ExportedBefore },
): string[] {
  const keys = keyStatuses(stack);
  if (keys.length === 0 || keys.some(isActive)) return [];
  if (!usesIdentity(config)) {
    if (config.kubernetes) refuseForPods(folders, hasPodIdentity(stack));
    return [];
  }
  if (folders.terraform === undefined) return [];
  const earlier = keyStatuses(exportedBefore(openhandsFile(folders.terraform)));
  if (earlier.length > 0 && !earlier.some(isActive)) return [];
  const ours = usual.terraform !== undefined && sameState(exportedBefore(openhandsFile(usual.terraform)), stack);
  const workloads = exportedWorkloads({
    ...folders,
    manifests: folders.manifests ?? (ours ? usual.manifests : undefined),
  });
  const left = workloads.find((workload) => exportedAccess(workload, hasPodIdentity(stack)) === "key");
  if (left)
    throw new InputError(
      `bedrock.accessKey.status is Inactive, but the pods in ${left.file} still use the access key. Nothing was written.\n  Terraform would switch it off while they use it. Export and apply with bedrock.accessKey: {keep: true} first, and check with verify.`,
    );
  if (workloads.length > 0 || earlier.length === 0) return [];
  return [
    "Terraform switches the access key off. Without --manifests, it is not known whether pods still use it: apply them with bedrock.accessKey: {keep: true} first.",
  ];
}

/** Pods that have the role get no key that AWS refuses. */
function refuseForPods(folders: ExportFolders, podIdentity: boolean): void {
  const user = exportedWorkloads(folders).find((workload) => exportedAccess(workload, podIdentity) === "role");
  if (user)
    throw new InputError(
      `bedrock.access is access-key, but bedrock.accessKey.status is Inactive, and the pods in ${user.file} use the role. Nothing was written.\n  AWS would refuse their key. Export and apply with bedrock.access: workload-identity and accessKey: {keep: true} first, which activates it (docs/workload-identity.md).`,
    );
}

const isActive = (status: string | undefined) => status !== "Inactive";
