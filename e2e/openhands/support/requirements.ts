import { spawnSync } from "node:child_process";
import { missingRequirements } from "../../../embedded/requirements";
import { goProblem } from "../../kubernetes/support/go";
import { findPython, PYTHON_PROBLEM } from "./python";

/** What is missing for the suites on real agent servers, each with its remedy; empty when all is there. */
export function missing(): string {
  const problems = missingRequirements();
  if (!findPython()) problems.push(PYTHON_PROBLEM);
  if (spawnSync("tmux", ["-V"]).error)
    problems.push("tmux was not found on the PATH, which the agent's terminal needs.");
  if (spawnSync("unshare", ["--mount", "true"]).status !== 0)
    problems.push("A mount namespace cannot be made here: run the suite as root on Linux.");
  return problems.join(" ");
}

/** `describe` for those that need a cluster, too. */
export const describeInCluster = (name: string, suite: () => void): void =>
  describeOpenhands(name, suite, [missing(), goProblem()].filter(Boolean).join(" "));

/** `describe` for them: skipped with the reason where something is missing; in CI that is a failure. */
export function describeOpenhands(name: string, suite: () => void, reason = missing()): void {
  if (reason && process.env.CI === "true") throw new Error(`CI must run "${name}": ${reason}`);
  if (reason) process.stderr.write(`Skipped: ${name} (${reason})\n`);
  (reason ? describe.skip : describe)(name, suite);
}
