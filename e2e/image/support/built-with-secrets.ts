import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../embedded/run";
import { type Leak, leaks, type Secrets } from "../../../tools/leak-search";
import { imageParts } from "./image-parts";
import { prepared } from "./images";

export interface BuildOptions {
  readonly context: string;
  /** The image with which the Dockerfile begins, whatever it says itself. */
  readonly from: string;
  /** More options for `buildah build`. */
  readonly options: readonly string[];
  /** The builder's environment. */
  readonly env?: NodeJS.ProcessEnv;
}

/** What a build leaks: each secret that is in the image's parts or in what the build printed. */
export async function leaksOfBuild(secrets: Secrets, build: BuildOptions): Promise<{ found: Leak[]; log: string }> {
  const folder = mkdtempSync(join(tmpdir(), "openhands-aws-build-"));
  const image = join(folder, "image");
  const id = join(folder, "id");
  const { storage } = prepared();
  const buildah = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await run("buildah", [...storage, ...args], {
      cwd: folder,
      env: { ...process.env, ...build.env },
    });
    if (code !== 0) throw new Error(`buildah ${args[0]} ended with ${code}:\n${stdout}${stderr}`);
    return stdout + stderr;
  };
  try {
    const how = ["--isolation", "chroot", "--layers", "--no-cache", "--force-rm", "--iidfile", id];
    const log = await buildah("build", ...how, "--from", build.from, ...build.options, build.context);
    await buildah("push", "--disable-compression", readFileSync(id, "utf8"), `dir:${image}`);
    const base = JSON.parse(await buildah("inspect", "--type", "image", build.from));
    const found = leaks("log", Buffer.from(log), secrets);
    for (const { place, content } of imageParts(image, new Set(base.OCIv1.rootfs.diff_ids)))
      found.push(...leaks(place, content, secrets));
    return { found, log };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
