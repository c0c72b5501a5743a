import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const VERSION = "0.21.0";

/**
 * Installs the `cdktf` command line into the user's cache, once. It takes 0.45 GB, which is why it is not a dependency.
 * @param {import("./scratch.mjs").Run} run
 * @returns the folder that holds it; `npx --prefix FOLDER cdktf` runs it
 */
export async function installCdktfCli(run) {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "openhands-aws", `cdktf-cli-${VERSION}`);
  // npm writes this file last, so that an interrupted installation starts again.
  if (existsSync(join(folder, "node_modules/.package-lock.json"))) return folder;
  console.error(`Installing cdktf-cli ${VERSION} into ${folder} ...`);
  // Its only install script builds a terminal, which it needs for deploy alone.
  const { ok } = await run("npm", [
    ...["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"],
    `cdktf-cli@${VERSION}`,
  ]);
  if (!ok) throw new Error(`cdktf-cli ${VERSION} could not be installed (see above).`);
  return folder;
}

/** No check for a newer version, no telemetry, and no lookups by npx. */
export const QUIET = { CHECKPOINT_DISABLE: "1", npm_config_offline: "true", npm_config_update_notifier: "false" };
