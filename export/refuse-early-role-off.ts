import { InputError } from "@openhands-aws/facts/program-error";
import type { Config } from "../config/config";
import { exportedAccess } from "./exported-access";
import { exportedBefore, hasPodIdentity, keyStatuses, openhandsFile } from "./exported-before";
import { type ExportFolders, exportedWorkloads } from "./exported-workloads";

/**
 * On the way back, the role goes last: after the pods use the access key again.
 * @returns what to look at, where that is not known. @throws InputError with what to export first
 */
export function refuseEarlyRoleOff({ bedrock, kubernetes }: Config, folders: ExportFolders): string[] {
  if (folders.terraform === undefined || kubernetes?.identity) return [];
  const file = openhandsFile(folders.terraform);
  const before = exportedBefore(file);
  if (!before.resource?.aws_iam_role?.openhands_workload) return [];
  const keys = keyStatuses(before);
  const workloads = exportedWorkloads(folders);
  const user = workloads.find((workload) => exportedAccess(workload, hasPodIdentity(before)) === "role");
  const refuse = (why: string): never => {
    throw new InputError(
      `kubernetes.identity is left out, but ${why}. Nothing was written.\n  Terraform would remove the role while pods may still use it. Export and apply with bedrock.access: access-key and kubernetes.identity first, and check with verify.`,
    );
  };
  if (user) refuse(`the pods in ${user.file} use its role`);
  if (keys.length === 0) refuse(`there is no access key in ${file}`);
  if (bedrock.accessKey.status === "Active" && keys.every((status) => status === "Inactive"))
    refuse(`the access key in ${file} is inactive`);
  if (workloads.length > 0) return [];
  return [
    `Terraform removes the role of kubernetes.identity. Without --manifests, it is not known whether pods still use it: apply them with bedrock.access: access-key first.`,
  ];
}
