import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The variables that give all directories one copy of the provider (700 MB); a user's own setting comes first. */
export function pluginCache(): NodeJS.ProcessEnv {
  if (process.env.TF_PLUGIN_CACHE_DIR) return {};
  const directory = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "openhands-aws/terraform-plugins");
  mkdirSync(directory, { recursive: true });
  return { TF_PLUGIN_CACHE_DIR: directory, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "true" };
}
