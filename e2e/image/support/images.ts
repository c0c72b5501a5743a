import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** An image as tools/setup-image.mjs built and unpacked it. */
export interface BuiltImage {
  readonly tag: string;
  readonly base: string;
  /** Its files. Never to be changed: see {@link Sandbox}. */
  readonly root: string;
  readonly config: {
    readonly User: string;
    readonly Env: readonly string[];
    readonly Entrypoint: readonly string[];
    readonly Cmd?: readonly string[];
    readonly WorkingDir: string;
    readonly Labels: Readonly<Record<string, string>>;
  };
}

export const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "openhands-aws/image");

/** The runtime image on a base as OpenHands 0.x has it, and on one as 1.x has it. */
export function builtImages(): Readonly<Record<"runtime" | "agent-server", BuiltImage>> {
  return JSON.parse(readFileSync(join(CACHE, "images.json"), "utf8"));
}
