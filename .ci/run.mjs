// Runs every check to its end, even if others fail, and adds up their counts.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const folder = mkdtempSync(join(tmpdir(), "openhands-aws-ci-"));
const report = (name) => join(folder, `${name}.json`);
const jest = (name, script) => [name, `${script} -- --json --outputFile=${report(name)}`];

/** The lanes run side by side, since no check keeps every core busy; only one lane installs Debian packages. */
const LANES = [
  [
    ["lint", "npm run --silent lint"],
    ["types", "npm run --silent typecheck"],
    jest("tests", "npm test"),
    jest("kubernetes", "npm run --silent test:kubernetes"),
    jest("workflows", "npm run --silent test:workflows"),
    ["generated files are current", "npm run --silent check:generated"],
    ["fork", "npm run --silent test:fork"],
    ["cdktf", "npm run --silent test:cdktf"],
  ],
  [
    jest("image", "npm run --silent test:image"),
    jest("openhands", "npm run --silent test:openhands"),
    jest("operations", "npm run --silent test:operations"),
    jest("packages", "npm run --silent test:packages"),
  ],
];

const total = { passed: 0, failed: 0, skipped: 0 };
await Promise.all(
  LANES.map(async (checks) => {
    for (const [name, command] of checks) await check(name, command);
  }),
);
rmSync(folder, { recursive: true });
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);

async function check(name, command) {
  console.log(`--- ${name}: ${command}`);
  const start = Date.now();
  const { code, output } = await run(name, command);
  const counted = count(name, output) ?? { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0 };
  if (code !== 0 && counted.failed === 0) counted.failed = 1;
  for (const key of Object.keys(total)) total[key] += counted[key];
  console.log(`--- ${name}: ${code === 0 ? "ok" : "FAILED"} (${Math.round((Date.now() - start) / 1000)} s)`);
}

/** Prints every line with the check that it is from. @returns the standard output */
function run(name, command) {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on("line", (line) => console.log(`${name} | ${line}`));
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.once("close", (code) => resolve({ code, output }));
  });
}

/** A check's own count: jest's in its report, the others' in a line `name: N passed, N failed`. */
function count(name, output) {
  if (existsSync(report(name))) {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(report(name), "utf8"),
    );
    return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, skipped: numPendingTests };
  }
  const [, passed, failed] = output.match(/^\w+: (\d+) passed, (\d+) failed$/m) ?? [];
  return passed === undefined ? undefined : { passed: Number(passed), failed: Number(failed), skipped: 0 };
}
