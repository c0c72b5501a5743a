// `cdktf synth` must give the same as `npm run synth`, byte for byte. The last line is `cdktf: N passed, N failed`.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { installCdktfCli, QUIET } from "./cdktf-cli.mjs";
import { PROJECT } from "./copy-project.mjs";
import { inScratchFolder } from "./scratch.mjs";

const failures = [];
let passed = 0;

/** @param problem what is wrong, if anything */
function check(name, problem) {
  if (problem) failures.push(`${name}: ${problem}`);
  else passed++;
  console.log(`${problem ? "FAILED" : "ok    "} ${name}${problem ? `: ${problem}` : ""}`);
}

await inScratchFolder(async ({ folder, run }) => {
  const cli = await installCdktfCli(run);
  const [ours, theirs] = ["npm", "cdktf"].map((name) => join(folder, name));
  const { projectId } = JSON.parse(readFileSync(join(PROJECT, "cdktf.json"), "utf8"));
  check(
    "cdktf.json has a projectId",
    projectId ? undefined : "without one, cdktf adds it to the file where its telemetry is on",
  );
  const env = { ...process.env, ...QUIET };

  const synth = await run("npm", ["run", "--silent", "synth"], { cwd: PROJECT, env: { ...env, CDKTF_OUTDIR: ours } });
  check("npm run synth", synth.ok ? undefined : "it failed (see above)");
  // The command line gives the app its folder relative to the project.
  const output = relative(PROJECT, theirs);
  const cdktf = await run("npx", ["--prefix", cli, "cdktf", "synth", "--output", output], { cwd: PROJECT, env });
  check("cdktf synth", cdktf.ok ? undefined : "it failed (see above)");
  if (!synth.ok || !cdktf.ok) return;

  const names = filesIn(ours);
  check("the same files", names.join() === filesIn(theirs).join() ? undefined : `${names} against ${filesIn(theirs)}`);
  check(
    "a stack and the manifest",
    names.some((name) => name.endsWith("cdk.tf.json")) && names.includes("manifest.json") ? undefined : `only ${names}`,
  );
  for (const name of names) {
    const same = readFileSync(join(ours, name)).equals(readFileSync(join(theirs, name)));
    check(name, same ? undefined : "its bytes differ");
  }
});

console.log(`cdktf: ${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}
