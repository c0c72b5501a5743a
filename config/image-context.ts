import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../project";

let ours: string | undefined;

/** The files that the runtime image is built from, read once. */
export const imageContext = (): string => {
  ours ??= listContext(join(PROJECT, "docker/openhands-runtime"));
  return ours;
};

/**
 * Every file of a build context with its hash, sorted by the bytes of its path, as
 * `find . -type f | LC_ALL=C sort | xargs sha256sum` lists them: one line a file.
 */
export function listContext(folder: string): string {
  const paths = filesBelow(folder, ".").map((path) => Buffer.from(path));
  return paths
    .sort(Buffer.compare)
    .map((path) => `${sha256(readFileSync(join(folder, path.toString())))}  ${path}\n`)
    .join("");
}

const filesBelow = (folder: string, path: string): string[] =>
  readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const below = `${path}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(folder, below);
    return entry.isFile() ? [below] : [];
  });

const sha256 = (data: Buffer) => createHash("sha256").update(data).digest("hex");
