import { InputError } from "@openhands-aws/facts/program-error";
import type { Config } from "../config/config";
import { usesIdentity } from "../config/identity";
import { exportedBefore, keyStatuses, openhandsFile } from "./exported-before";

/**
 * The access key goes last: after the pods use their own identity, and after the key was switched off without anyone missing it.
 * @param folder where the Terraform directories are
 * @throws InputError with what to export first
 */
export function refuseEarlyKeysOff(config: Config, folder: string | undefined): void {
  if (folder === undefined || !usesIdentity(config)) return;
  const file = openhandsFile(folder);
  const before = exportedBefore(file);
  const keys = keyStatuses(before);
  if (keys.length === 0) return;
  const refuse = (what: string, fix: string): never => {
    throw new InputError(`bedrock.access is workload-identity, but ${what} in ${file}. Nothing was written.\n  ${fix}`);
  };
  if (!before.resource?.aws_iam_role?.openhands_workload)
    refuse(
      "the role of kubernetes.identity is not",
      `Pods would have neither. Export and apply with bedrock.access: access-key and kubernetes.identity first, so that both work. If the stack openhands was never applied, delete ${file} and export again.`,
    );
  if (!config.bedrock.accessKey.keep && keys.some((status) => status !== "Inactive"))
    refuse(
      "the access key is still active",
      "Terraform would destroy it while pods may still use it. Write bedrock.accessKey: {keep: true}, export, apply, and check with verify; then add status: Inactive, apply, and check again; then leave both out.",
    );
}
