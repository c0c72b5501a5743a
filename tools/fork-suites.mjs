// CDKTF is archived; its maintained fork must be able to replace it. In a copy of the project with the fork instead of
// CDKTF, the unit and golden suites must pass, except those of folders that never use CDKTF, and the Terraform JSON must
// be the same.
// The last line is `fork: N passed, N failed`.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyProject, PROJECT } from "./copy-project.mjs";
import { inScratchFolder } from "./scratch.mjs";

const FORK = JSON.parse(readFileSync(join(PROJECT, "tools/fork.json"), "utf8"));
const CONFIGS = {
  "as-designed": "posture: as-designed\n",
  hardened: "posture: hardened\nruntime: {bucket: openhands-data}\n",
  "config/openhands.yaml": readFileSync(join(PROJECT, "config/openhands.yaml"), "utf8"),
};
/** The linter makes sure that none of these folders imports CDKTF, or anything that does. */
const WITHOUT_CDKTF = ["packages/facts", "packages/guard"];
const total = { passed: 0, failed: 0 };

function check(name, ok) {
  total[ok ? "passed" : "failed"]++;
  console.log(`${ok ? "ok    " : "FAILED"} ${name}`);
  return ok;
}

await inScratchFolder(async ({ folder, run }) => {
  const copy = join(folder, "project");
  copyProject(copy);
  await run("git", ["init", "--quiet"], { cwd: copy }); // Some suites ask git for the sources.
  useFork(join(copy, "package.json"));
  const npm = (args, options) => run("npm", args, { cwd: copy, ...options });
  console.error(`Installing the project with ${FORK.name} ${FORK.version} ...`);
  const install = await npm(["install", "--prefer-offline", "--no-audit", "--no-fund"]);
  if (!check("the project installs and compiles", install.ok)) return;

  const report = join(folder, "jest.json");
  const suites = `/project/(?!(${WITHOUT_CDKTF.join("|")})/)`;
  await npm(["run", "--silent", "test:unit", "--", "--json", `--outputFile=${report}`, "--testPathPatterns", suites], {
    env: { ...process.env, CI: "true" },
    shown: true,
  });
  if (!check("the suites run to their end", existsSync(report))) return;
  const tests = JSON.parse(readFileSync(report, "utf8"));
  total.passed += tests.numPassedTests;
  total.failed += tests.numFailedTests + tests.numRuntimeErrorTestSuites;

  const build = await run("npm", ["run", "--silent", "build"], { cwd: PROJECT });
  if (!check("our own project compiles", build.ok)) return;
  for (const [name, text] of Object.entries(CONFIGS)) {
    const config = join(folder, "config.yaml");
    writeFileSync(config, text);
    const [ours, theirs] = [await synthesized(PROJECT, config), await synthesized(copy, config)];
    if (!check(`${name}: the same stacks`, ours.size > 0 && [...ours.keys()].join() === [...theirs.keys()].join()))
      continue;
    for (const [stack, json] of ours) {
      const { metadata } = theirs.get(stack)["//"];
      check(`${name}, ${stack}: made by the fork`, metadata.version === FORK.version);
      check(`${name}, ${stack}: the same Terraform JSON`, comparable(json) === comparable(theirs.get(stack)));
    }
  }

  /** The Terraform JSON of every stack, by its name. */
  async function synthesized(project, config) {
    const output = join(folder, "cdktf.out");
    rmSync(output, { recursive: true, force: true });
    const env = { ...process.env, OPENHANDS_AWS_CONFIG: config, CDKTF_OUTDIR: output };
    const { ok } = await run(process.execPath, ["dist/main.js"], { cwd: project, env });
    if (!ok) return new Map();
    const { stacks } = JSON.parse(readFileSync(join(output, "manifest.json"), "utf8"));
    const json = ({ synthesizedStackPath }) => JSON.parse(readFileSync(join(output, synthesizedStackPath), "utf8"));
    return new Map(Object.values(stacks).map((stack) => [stack.name, json(stack)]));
  }
});

console.log(`fork: ${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** The provider packages depend on `cdktf`, too, so it is overridden for them as well. */
function useFork(file) {
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  const fork = `npm:${FORK.name}@${FORK.version}`;
  manifest.dependencies.cdktf = fork;
  manifest.overrides = { ...manifest.overrides, cdktf: fork };
  writeFileSync(file, JSON.stringify(manifest, null, 2));
}

/** Without what the fork may print differently: the version that made it, and empty containers. */
function comparable(json) {
  const { version, ...metadata } = json["//"].metadata;
  return JSON.stringify(withoutEmpty({ ...json, "//": { ...json["//"], metadata } }));
}

function withoutEmpty(value) {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutEmpty);
  const full = Object.entries(value)
    .map(([key, child]) => [key, withoutEmpty(child)])
    .filter(([, child]) => typeof child !== "object" || child === null || Object.keys(child).length > 0);
  return Object.fromEntries(full);
}
