// A folder for a tool's work, and the commands that it runs. Both are removed when the tool ends, however it ends.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";

/**
 * @param {(scratch: {folder: string, run: Run}) => Promise<T>} work
 * @returns {Promise<T>}
 * @template T
 */
export async function inScratchFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), "openhands-aws-"));
  const children = new Set();
  const end = () => {
    for (const { pid } of children) killGroup(pid);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.once(signal, () => {
      end();
      process.exit(128 + constants.signals[signal]);
    });
  try {
    return await work({ folder, run: runner(children) });
  } finally {
    end();
  }
}

/**
 * @typedef {(command: string, args: string[], options?: {cwd?: string, env?: NodeJS.ProcessEnv, shown?: boolean}) =>
 *   Promise<{stdout: string, seconds: number, ok: boolean}>} Run
 * Runs a command to its end. Its standard error, and with `shown` its output, goes to our standard error; if it
 * fails, both do.
 */
const runner = (children) => (command, args, options) => {
  const { cwd, env, shown = false } = options ?? {};
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    // Its own process group: ending it ends npm and what npm started.
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    children.add(child);
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"])
      child[name].on("data", (chunk) => {
        output[name] += chunk;
        if (shown) process.stderr.write(chunk);
      });
    child.once("error", reject);
    child.once("close", (code) => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      children.delete(child);
      if (code !== 0 && !shown) process.stderr.write(`${command} ${args.join(" ")}\n${output.stdout}${output.stderr}`);
      resolve({ stdout: output.stdout, seconds, ok: code === 0 });
    });
  });
};

function killGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error; // It has ended on its own.
  }
}
