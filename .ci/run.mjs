// Runs every check to its end, even if others fail, and adds up their counts.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "openhands-aws-ci-"));
const report = (name) => join(folder, `${name}.json`);
const jest = (name, script) => [name, `${script} -- --json --outputFile=${report(name)}`];

const CHECKS = [
  ["lint", "npm run --silent lint"],
  ["types", "npm run --silent typecheck"],
  jest("tests", "npm test"),
  jest("kubernetes", "npm run --silent test:kubernetes"),
  jest("workflows", "npm run --silent test:workflows"),
  jest("image", "npm run --silent test:image"),
  jest("openhands", "npm run --silent test:openhands"),
  jest("operations", "npm run --silent test:operations"),
  jest("packages", "npm run --silent test:packages"),
  ["generated files are current", "npm run --silent check:generated"],
  ["fork", "npm run --silent test:fork"],
  ["cdktf", "npm run --silent test:cdktf"],
];

const total = { passed: 0, failed: 0, skipped: 0 };
for (const [name, command] of CHECKS) {
  console.log(`\n--- ${name}: ${command}`);
  const start = Date.now();
  const { code, output } = await run(command);
  const counted = count(name, output) ?? { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0 };
  if (code !== 0 && counted.failed === 0) counted.failed = 1;
  for (const key of Object.keys(total)) total[key] += counted[key];
  console.log(`--- ${name}: ${code === 0 ? "ok" : "FAILED"} (${Math.round((Date.now() - start) / 1000)} s)`);
}
rmSync(folder, { recursive: true });
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);

function run(command) {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
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
