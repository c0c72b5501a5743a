// Prepares what `npm run test:image` tests: the runtime image on bases like those of OpenHands 0.x, 1.x and Agent Canvas,
// built and unpacked, and a file that says where. Fast if everything is there.
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  build,
  buildah,
  CACHE,
  CONTEXT,
  debianBase,
  installTools,
  offlineApt,
  offlineNpm,
  offlinePip,
  rootOf,
  STORAGE,
} from "./buildah.mjs";
import { PROJECT } from "./copy-project.mjs";

try {
  installTools();
  const pip = offlinePip();
  const base = (folder, debian) => {
    const tag = `localhost/openhands-aws/${folder}`;
    build(tag, join(PROJECT, "e2e/image/bases", folder), "--build-arg", `DEBIAN=${debian}`);
    return tag;
  };
  const images = {};
  for (const [name, folder, suite] of [
    ["runtime", "openhands-0.x", "bookworm"],
    ["agent-server", "openhands-1.x", "trixie"],
    ["canvas", "agent-canvas", "trixie"],
  ]) {
    const baseTag = base(folder, debianBase(suite));
    console.error(`Building the runtime image on ${folder} ...`);
    const tag = `localhost/openhands-aws/${name}`;
    const offline = [...pip, ...offlineApt(suite)];
    const id = build(tag, CONTEXT, "--target", name, "--build-arg", `BASE_IMAGE=${baseTag}`, ...offline);
    const { OCIv1 } = JSON.parse(buildah("inspect", "--type", "image", tag));
    images[name] = { tag, base: baseTag, offline, root: rootOf(id), config: OCIv1.config };
  }
  const node = { tag: base("node", debianBase("bookworm")), options: offlineNpm() };
  buildah("rm", "--all"); // What a killed build left behind.
  buildah("rmi", "--prune");
  const roots = join(CACHE, "roots");
  for (const entry of readdirSync(roots))
    if (!Object.values(images).some(({ root }) => root === join(roots, entry)))
      rmSync(join(roots, entry), { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(join(CACHE, "images.json.new"), JSON.stringify({ storage: STORAGE, images, node }));
  renameSync(join(CACHE, "images.json.new"), join(CACHE, "images.json"));
} catch (error) {
  console.error(error.message);
  process.exit(2);
}
