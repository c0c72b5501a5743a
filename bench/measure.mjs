import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PROJECT } from "../tools/copy-project.mjs";

const USAGE = fileURLToPath(new URL("report-usage.cjs", import.meta.url));

/**
 * Measures the subjects in turn, over and over, so that a slow minute of the machine affects all of them. The first round
 * only warms the caches.
 * @param {Record<string, () => Promise<Record<string, number>>>} subjects
 * @returns the median of each measure of each subject
 */
export async function interleaved(rounds, subjects) {
  const samples = new Map(Object.keys(subjects).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++)
    for (const [name, subject] of Object.entries(subjects)) {
      const sample = await subject();
      if (round > 0) samples.get(name).push(sample);
    }
  return Object.fromEntries([...samples].map(([name, list]) => [name, medians(list)]));
}

const medians = (samples) =>
  Object.fromEntries(Object.keys(samples[0]).map((key) => [key, median(samples.map((sample) => sample[key]))]));

function median(numbers) {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Runs a Node program as a whole process, in the project. */
export async function nodeProcess({ folder, run }, args, env) {
  const usage = join(folder, "usage");
  const options = { cwd: PROJECT, env: { ...process.env, ...env, BENCH_USAGE: usage } };
  const { seconds } = succeeded(await run(process.execPath, ["--require", USAGE, ...args], options), args);
  return { seconds, megabytes: JSON.parse(readFileSync(usage, "utf8")).maxRSS / 1024 };
}

/** @throws when the measured command failed; its output has already been printed */
export function succeeded(result, args) {
  if (!result.ok) throw new Error(`${args.join(" ")} failed (see above): nothing was measured.`);
  return result;
}
