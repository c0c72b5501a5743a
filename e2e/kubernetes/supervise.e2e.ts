import { spawn } from "node:child_process";
import { join } from "node:path";
import { isRunning } from "../support/start";
import { eventually } from "./support/eventually";

it("ends a server when the process that started it is killed", async () => {
  const supervise = join(__dirname, "support/supervise.mjs");
  const server = [process.execPath, "-e", "console.log(process.pid); setInterval(() => {}, 1000)"];
  const start = `require("node:child_process").spawn(process.execPath, ${JSON.stringify([supervise, ...server])}, { stdio: ["pipe", "inherit", "inherit"] })`;
  const starter = spawn(process.execPath, ["-e", start], { stdio: ["ignore", "pipe", "inherit"] });
  const pid = await new Promise<number>((resolve) => starter.stdout.once("data", (line) => resolve(Number(line))));
  expect(isRunning(pid)).toBe(true);
  starter.kill("SIGKILL");
  await eventually(async () => expect(isRunning(pid)).toBe(false));
});
