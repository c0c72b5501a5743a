import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** An image as tools/setup-image.mjs built and unpacked it. */
export interface BuiltImage {
  readonly tag: string;
  readonly base: string;
  /** Options to build it without a network. */
  readonly offline: readonly string[];
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
  /** The runtime image on bases like those of OpenHands 0.x, of 1.x and of Agent Canvas. */
  readonly images: Readonly<Record<"runtime" | "agent-server" | "canvas", BuiltImage>>;
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
