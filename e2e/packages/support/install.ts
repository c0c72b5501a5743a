import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Jest's global setup: packs every package, outside this repository, so that nothing finds its node_modules. */
export default function pack(): void {
  const folder = mkdtempSync(join(tmpdir(), "openhands-aws-packages-"));
  process.env.OPENHANDS_AWS_PACKED = folder;
  const { status } = spawnSync(process.execPath, [join(__dirname, "pack.mjs"), folder], { stdio: ["ignore", 2, 2] });
  if (status === 0) return;
  rmSync(folder, { recursive: true });
  throw new Error("The packages could not be packed (see above).");
}
