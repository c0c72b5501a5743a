import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { config } from "../locks/agent-canvas/package.json";
import { command } from "./command";

const LOCKED = join(__dirname, "../locks/agent-canvas");

/** The file that says what is installed. */
export const CANVAS_LOCK = join(LOCKED, "package-lock.json");
export const CANVAS_PACKAGE = config.package;

/**
 * Agent Canvas' page and the server for it, from npm. Its other hundreds of dependencies are compiled into the page, or
 * are not in the image either.
 * @throws Error where the package is not the locked one
 */
export async function installCanvas(folder: string): Promise<void> {
  mkdirSync(folder);
  for (const name of ["package.json", "package-lock.json"]) copyFileSync(join(LOCKED, name), join(folder, name));
  const npm = (...args: string[]) => command("npm", [...args, "--ignore-scripts", "--no-audit"], { cwd: folder });
  await npm("ci");
  const [packed] = JSON.parse(await npm("pack", config.package, "--json")) as { filename: string }[];
  const file = join(folder, packed?.filename ?? "");
  const integrity = `sha512-${createHash("sha512").update(readFileSync(file)).digest("base64")}`;
  if (integrity !== config.integrity) throw new Error(`${config.package} has the integrity ${integrity}.`);
  const parts = ["build", "scripts", "tools"].map((name) => `package/${name}`);
  await command("tar", ["-xzf", file, "--no-same-owner", "--strip-components=1", ...parts], { cwd: folder });
  rmSync(file);
}
