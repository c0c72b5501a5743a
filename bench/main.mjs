// `npm run bench [-- --format json]`: measures what the README promises. Exit code 1 when a target is missed.
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { PROJECT } from "../tools/copy-project.mjs";
import { inScratchFolder } from "../tools/scratch.mjs";
import { againstCommandLine } from "./command.mjs";
import { growth } from "./growth.mjs";
import { guarding } from "./guard.mjs";
import { hostile } from "./hostile.mjs";
import { image } from "./image.mjs";
import { installation } from "./install.mjs";
import { againstLibrary } from "./library.mjs";
import { succeeded } from "./measure.mjs";
import { markdown } from "./report.mjs";

const { format } = parseArgs({ options: { format: { type: "string", default: "markdown" } } }).values;
if (format !== "markdown" && format !== "json") {
  console.error(`--format ${format}: must be markdown or json`);
  process.exit(2);
}

const results = await inScratchFolder(async (scratch) => {
  const step = (what, measured) => {
    console.error(`${what} ...`);
    return measured(scratch);
  };
  succeeded(await scratch.run("npm", ["run", "--silent", "build"], { cwd: PROJECT }), ["npm run build"]);
  return {
    machine: `Node ${process.versions.node}, ${cpus().length} x ${cpus()[0].model}`,
    comparisons: [
      ...(await step("Synthesizing, against the bare library", againstLibrary)),
      ...(await step("npm run synth, against cdktf synth", againstCommandLine)),
    ],
    growth: await step("Growing from 10 to 10,000 roles", growth),
    guarding: await step("guard, whocan and the proof", guarding),
    hostile: await step("Doubling hostile inputs", hostile),
    image: await step("The runtime image, against the first design's", image),
    installation: await step("Installing a clone, twice", installation),
  };
});

process.stdout.write(format === "json" ? `${JSON.stringify(results, null, 2)}\n` : markdown(results));
const targets = [
  ...results.comparisons,
  ...results.growth.targets,
  ...results.guarding,
  ...results.hostile,
  ...results.image.rows,
  ...results.installation.targets,
];
process.exitCode = targets.every(({ met }) => met) ? 0 : 1;
