// Prepares what `npm run test:image` tests: the runtime image on bases like those of OpenHands 0.x and 1.x, built and
// unpacked, and a file that says where. Fast if everything is there.
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  build,
  buildah,
  CACHE,
  CONTEXT,
  debianBase,
  installTools,
  offlineNpm,
  offlinePip,
  rootOf,
  STORAGE,
} from "./buildah.mjs";
import { PROJECT } from "./copy-project.mjs";

try {
  installTools();
  const [debian, pip] = [debianBase(), offlinePip()];
  const base = (folder) => {
    const tag = `localhost/openhands-aws/${folder}`;
    build(tag, join(PROJECT, "e2e/image/bases", folder), "--build-arg", `DEBIAN=${debian}`);
    return tag;
  };
  const images = {};
  for (const [name, folder] of [
    ["runtime", "openhands-0.x"],
    ["agent-server", "openhands-1.x"],
  ]) {
    const baseTag = base(folder);
    console.error(`Building the runtime image on ${folder} ...`);
    const tag = `localhost/openhands-aws/${name}`;
    const id = build(tag, CONTEXT, "--target", name, "--build-arg", `BASE_IMAGE=${baseTag}`, ...pip);
    const { OCIv1 } = JSON.parse(buildah("inspect", "--type", "image", tag));
    images[name] = { tag, base: baseTag, root: rootOf(id), config: OCIv1.config };
  }
  const node = { tag: base("node"), options: offlineNpm() };
  buildah("rm", "--all"); // What a killed build left behind.
  buildah("rmi", "--prune");
  const roots = join(CACHE, "roots");
  for (const entry of readdirSync(roots))
    if (!Object.values(images).some(({ root }) => root === join(roots, entry)))
      rmSync(join(roots, entry), { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(join(CACHE, "images.json.new"), JSON.stringify({ storage: STORAGE, images, pip, node }));
  renameSync(join(CACHE, "images.json.new"), join(CACHE, "images.json"));
} catch (error) {
  console.error(error.message);
  process.exit(2);
}
