import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Loaded before the program, and kills it at its nth write or rename below the folder, half way through a write. */
const KILLER = `
const fs = require("node:fs");
let left = Number(process.env.KILLED_AFTER);
for (const name of ["writeFileSync", "renameSync"]) {
  const original = fs[name];
  fs[name] = (path, other, ...more) => {
    if (path.startsWith(process.env.KILLED_BELOW) && left-- === 0) {
      if (name === "writeFileSync") original(path, other.slice(0, other.length / 2));
      process.kill(process.pid, "SIGKILL");
    }
    return original(path, other, ...more);
  };
}`;

/**
 * The environment in which a program is killed as soon as it has written or renamed so many files below a folder.
 * @param scratch a folder in which a file of its own may be
 */
export function killedWrite(scratch: string, below: string, after: number): NodeJS.ProcessEnv {
  const killer = join(scratch, "killer.cjs");
  writeFileSync(killer, KILLER);
  return { NODE_OPTIONS: `--require=${killer}`, KILLED_BELOW: below, KILLED_AFTER: String(after) };
}
