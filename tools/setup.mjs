// Prepares a checkout for `npm start` and `npm test`: packages, .gen, dist and, if Python is there, moto.
// Fast if everything is there. Uses only Node itself, because it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 9))
  fail(`Node ${process.versions.node} is too old: install 20.9 or newer (https://nodejs.org).`);

if (!packagesAreCurrent()) run("Installing the npm packages", "npm", ["ci"]);
else {
  if (!existsSync("packages/constructs/.gen/iam-actions.ts")) run("Generating .gen", "npm", ["run", "--silent", "get"]);
  run("", process.execPath, ["node_modules/typescript/lib/tsc.js", "-b", "tsconfig.build.json"]);
}
installMoto();

/** Whether node_modules contains what package-lock.json says. */
function packagesAreCurrent() {
  if (!existsSync("node_modules/.package-lock.json")) return false;
  const wanted = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
  const installed = JSON.parse(readFileSync("node_modules/.package-lock.json", "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === "" || optional || installed[path]?.version === version,
  );
}

/** Into .venv, with locked versions and hashes. Without Python, the rest still works. */
function installMoto() {
  const lock = createHash("sha256").update(readFileSync("embedded/requirements.txt")).digest("hex");
  const stamp = ".venv/.requirements"; // Written last: an interrupted installation starts again.
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  rmSync(".venv", { recursive: true, force: true });
  const python = ["python3", "python"].find(
    (name) => spawnSync(name, ["-c", "import sys, venv; sys.exit(sys.version_info < (3, 10))"]).status === 0,
  );
  if (!python) {
    console.error(
      "Python 3.10 or newer with its venv module is missing: there is no embedded AWS. Everything else works.",
    );
    return;
  }
  const installed =
    tryRun("Installing moto into .venv", python, ["-m", "venv", ".venv"]) &&
    tryRun("", ".venv/bin/python", [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--disable-pip-version-check",
      "--require-hashes",
      "--requirement",
      "embedded/requirements.txt",
    ]);
  if (installed) writeFileSync(stamp, lock);
  else {
    rmSync(".venv", { recursive: true, force: true });
    console.error(
      "moto could not be installed (see above): there is no embedded AWS. Everything else works. To try again: node tools/setup.mjs",
    );
  }
}

function run(what, command, args) {
  if (!tryRun(what, command, args))
    fail(`${command} ${args.join(" ")} failed (see above). Fix it and run the same command again.`);
}

function tryRun(what, command, args) {
  if (what) console.error(`${what} ...`);
  return spawnSync(command, args, { stdio: ["ignore", 2, 2] }).status === 0;
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
