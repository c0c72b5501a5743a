// Makes ready what `npm run test:image` tests: the runtime image on bases of the shapes of OpenHands 0.x and 1.x, built
// and unpacked, and a file that says where. Quick when all is there.
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, buildah, CACHE, CONTEXT, debianBase, installTools, offlinePip, rootOf } from "./buildah.mjs";
import { PROJECT } from "./copy-project.mjs";

try {
  installTools();
  const [debian, pip] = [debianBase(), offlinePip()];
  const images = {};
  for (const [name, folder] of [
    ["runtime", "openhands-0.x"],
    ["agent-server", "openhands-1.x"],
  ]) {
    const base = `localhost/openhands-aws/${folder}`;
    build(base, join(PROJECT, "e2e/image/bases", folder), "--build-arg", `DEBIAN=${debian}`);
    console.error(`Building the runtime image on ${folder} ...`);
    const tag = `localhost/openhands-aws/${name}`;
    const id = build(tag, CONTEXT, "--target", name, "--build-arg", `BASE_IMAGE=${base}`, ...pip);
    const { OCIv1 } = JSON.parse(buildah("inspect", "--type", "image", tag));
    images[name] = { tag, base, root: rootOf(id), config: OCIv1.config };
  }
  buildah("rmi", "--prune");
  const roots = join(CACHE, "roots");
  for (const entry of readdirSync(roots))
    if (!Object.values(images).some(({ root }) => root === join(roots, entry)))
      rmSync(join(roots, entry), { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(join(CACHE, "images.json.new"), JSON.stringify(images));
  renameSync(join(CACHE, "images.json.new"), join(CACHE, "images.json"));
} catch (error) {
  console.error(error.message);
  process.exit(2);
}
