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

interface Prepared {
  /** Options of every buildah. */
  readonly storage: readonly string[];
  /** The runtime image on a base like that of OpenHands 0.x, and on one like that of 1.x. */
  readonly images: Readonly<Record<"runtime" | "agent-server", BuiltImage>>;
  /** Options to build them without a network. */
  readonly pip: readonly string[];
  /** A substitute for node:22-alpine, and options to build on it. */
  readonly node: { readonly tag: string; readonly options: readonly string[] };
}

/** What tools/setup-image.mjs has prepared. */
export const prepared = (): Prepared =>
  JSON.parse(
    readFileSync(
      join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "openhands-aws/image/images.json"),
      "utf8",
    ),
  );

export const builtImages = (): Prepared["images"] => prepared().images;
