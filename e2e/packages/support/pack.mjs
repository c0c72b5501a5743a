// Packs what a release would hold into FOLDER/tarballs: from a copy of what git tracks, compiled afresh, so that nothing
// stale gets in. FOLDER/packed.json lists the tarballs with their files.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyProject, PROJECT } from "../../../tools/copy-project.mjs";

const [folder] = process.argv.slice(2);
const checkout = join(folder, "checkout");
const tarballs = join(folder, "tarballs");
copyProject(checkout);
linkPackages();
npm(["run", "--silent", "prepare"]);
mkdirSync(tarballs);
const every = ["--workspaces", "--include-workspace-root"];
writeFileSync(
  join(folder, "packed.json"),
  npm(["pack", "--json", "--ignore-scripts", ...every, "--pack-destination", tarballs]),
);

/** The installed packages are this checkout's, its workspaces the copy's. */
function linkPackages() {
  const scope = "@openhands-aws";
  const [from, to] = [PROJECT, checkout].map((project) => join(project, "node_modules"));
  mkdirSync(join(to, scope), { recursive: true });
  for (const name of readdirSync(from)) if (name !== scope) symlinkSync(join(from, name), join(to, name));
  for (const name of readdirSync(join(checkout, "packages")))
    symlinkSync(join(checkout, "packages", name), join(to, scope, name));
}

function npm(args) {
  const { status, stdout } = spawnSync("npm", args, { cwd: checkout, encoding: "utf8", stdio: ["ignore", "pipe", 2] });
  if (status === 0) return stdout;
  process.stderr.write(`npm ${args.join(" ")}\n${stdout}`);
  process.exit(1);
}
