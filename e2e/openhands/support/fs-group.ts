import { chmodSync, lchownSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

const GROUP_WRITES = 0o660;
const GROUP_ENTERS = 0o2110;

/**
 * What the kubelet does with a volume before it starts a pod with an fsGroup: all files become the group's, which may read
 * and write them. Owners and contents stay. With `OnRootMismatch`, only where the volume's root is not so yet.
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/volume/volume_linux.go
 */
export function giveToGroup(volume: string, group: number, policy: "Always" | "OnRootMismatch" = "Always"): void {
  const { gid, mode } = lstatSync(volume);
  const needed = GROUP_WRITES | GROUP_ENTERS;
  if (policy === "OnRootMismatch" && gid === group && (mode & needed) === needed) return;
  for (const path of ["", ...readdirSync(volume, { recursive: true, encoding: "utf8" })]) {
    const file = join(volume, path);
    const status = lstatSync(file);
    lchownSync(file, status.uid, group);
    if (!status.isSymbolicLink())
      chmodSync(file, (status.mode & 0o7777) | GROUP_WRITES | (status.isDirectory() ? GROUP_ENTERS : 0));
  }
}
