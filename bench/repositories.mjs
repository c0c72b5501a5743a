// node bench/repositories.mjs BEFORE FOLDER...: what the guard takes for each folder, here and in another checkout of this
// project with its build. Both run in turn; the least of several rounds counts, and of the time only what the processor has
// worked, so that a busy machine says the same as a quiet one.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { PROJECT } from "../tools/copy-project.mjs";
import { inScratchFolder } from "../tools/scratch.mjs";

const USAGE = fileURLToPath(new URL("report-usage.cjs", import.meta.url));
const ROUNDS = 5;

const [before, ...folders] = process.argv.slice(2);
if (before === undefined || folders.length === 0) {
  console.error("node bench/repositories.mjs BEFORE FOLDER...");
  process.exit(2);
}

console.log(
  "| repository | .tf files | seconds before | now | ratio | MB before | now |\n|---|---|---|---|---|---|---|",
);
await inScratchFolder(async (scratch) => {
  for (const folder of folders) {
    const samples = Array.from({ length: ROUNDS }, () => [
      used(scratch, before, folder),
      used(scratch, PROJECT, folder),
    ]);
    const [then, now] = [0, 1].map((side) => ({
      seconds: Math.min(...samples.map((sample) => sample[side].seconds)),
      megabytes: Math.min(...samples.map((sample) => sample[side].megabytes)),
    }));
    const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".tf")).length;
    const ratio = (now.seconds / then.seconds).toFixed(2);
    const [seconds, megabytes] = [
      [then.seconds, now.seconds],
      [then.megabytes, now.megabytes],
    ];
    console.log(
      `| ${basename(folder).replace("+", "/")} | ${files} | ${seconds.map((one) => one.toFixed(2)).join(" | ")} | ${ratio} | ${megabytes.map(Math.round).join(" | ")} |`,
    );
  }
});

/** Of a whole process. @throws if the guard does not come to its findings */
function used({ folder: scratch }, project, folder) {
  const usage = join(scratch, "usage");
  const program = join(resolve(project), "dist/cli/main.js");
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--require", USAGE, program, "guard", "--format", "json", folder],
    {
      env: { ...process.env, BENCH_USAGE: usage },
      encoding: "utf8",
      maxBuffer: 2 ** 30,
    },
  );
  if (status !== 0 && status !== 1) throw new Error(`${program} guard ${folder} failed: ${stderr}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(usage, "utf8"));
  return { seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
}
