import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { PROJECT } from "../../../project";
import type { Call } from "./call";
import type { Launcher } from "./launcher";

/**
 * Runs a program as the operator, and kills it and its children as soon as the n-th call of an action is on its way; it is
 * never done. Unlike the number of a call, this is the same point in each run of terraform.
 * @param at such as `PutParameter#2`; without a number, the first one
 * @returns the call. @throws Error if the program ends before it
 */
export async function killAtCall(
  launcher: Launcher,
  at: string,
  [command = "", ...args]: readonly string[],
): Promise<Call> {
  const [action, nth = "1"] = at.split("#");
  await launcher.reset();
  await launcher.fault(`${action}#${nth}`, "hang");
  const child = spawn(command, args, { cwd: PROJECT, env: launcher.env, stdio: "ignore", detached: true });
  const ended = once(child, "exit");
  const open = async () => {
    const calls = (await launcher.calls()).filter((call) => call.action === action && call.number);
    const waiting = calls.filter(({ status }) => status === null);
    return calls.length >= Number(nth) && waiting.length === 1 ? waiting[0] : undefined;
  };
  let call: Call | undefined;
  while (child.exitCode === null && !call) {
    await sleep(100);
    call = await open();
  }
  if (!call) throw new Error(`${args[0]} ended with ${child.exitCode} before ${at}.`);
  process.kill(-(child.pid as number), "SIGKILL");
  await ended;
  await launcher.reset();
  return call;
}
