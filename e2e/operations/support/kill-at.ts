import { spawn } from "node:child_process";
import { once } from "node:events";
import { PROJECT } from "../../../project";
import type { Call } from "./call";
import type { Launcher, Moment } from "./launcher";

/**
 * Runs a program as the operator, and kills it and its children at a call: before it is done, or after that and before its
 * answer. With each number from 1 on, the program is killed at every point that AWS can tell apart.
 * @returns the call; `undefined` if the program ended before that many
 */
export async function killAt(
  launcher: Launcher,
  number: number,
  moment: Moment,
  [command = "", ...args]: readonly string[],
): Promise<Call | undefined> {
  const { reached } = await launcher.pauseAt(number, moment);
  // In a group of its own, so that its children end with it.
  const child = spawn(command, args, { cwd: PROJECT, env: launcher.env, stdio: "ignore", detached: true });
  const ended = once(child, "exit");
  const call = await Promise.race([reached, ended.then(() => undefined)]);
  if (call) process.kill(-(child.pid as number), "SIGKILL");
  await ended;
  await launcher.resume();
  return call;
}
