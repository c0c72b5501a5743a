import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** What Agent Canvas has of the volume. */
export const OF_CANVAS = ["openhands", "workspace"];

/**
 * What is in a folder: owner and content by path. Group and mode are left out, since the kubelet changes these.
 * @param except names in it that do not count, with all that is in them
 */
export function snapshotOf(folder: string, except: readonly string[] = []): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const counted = paths.filter((path) => !except.includes(path.split("/")[0] ?? ""));
  return Object.fromEntries(counted.map((path) => [path, describeFile(join(folder, path))]));
}

function describeFile(file: string): string {
  const status = lstatSync(file);
  if (status.isDirectory()) return `${status.uid} folder`;
  if (status.isSymbolicLink()) return `${status.uid} link to ${readlinkSync(file)}`;
  if (!status.isFile()) return `${status.uid} neither file nor folder`;
  return `${status.uid} ${createHash("sha256").update(readFileSync(file)).digest("hex")}`;
}
