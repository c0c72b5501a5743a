import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { PYTHON } from "../../../embedded/requirements";
import { PROJECT } from "../../../project";
import { isRunning } from "../../support/start";
import { CACHE } from "./cache";
import { CANVAS_LOCK, CANVAS_PACKAGE, installCanvas } from "./canvas-package";
import { command } from "./command";
import { findPython, PYTHON_PROBLEM, type Python } from "./python";

/** The releases that the suite runs: of the last 1.x app, of Agent Canvas, and the newest. */
export const VERSIONS = ["1.34.0", "1.49.1", "1.58.2"] as const;
export type Version = (typeof VERSIONS)[number];

/** Apps: the designed one and the last of 0.x, of which the suite uses the LLM class alone, and the last of 1.x. */
export const APPS = ["0.27.0", "0.62.0", "1.11.0"] as const;
export type App = (typeof APPS)[number];

/** Folders that {@link Image} puts in their places. */
export interface Installation {
  readonly python: Python;
  /** The image's own venv, with the AWS CLI and boto3. */
  readonly runtime: string;
  readonly servers: Readonly<Record<Version, string>>;
  readonly apps: Readonly<Record<App, string>>;
  /** Agent Canvas' page and the server for it. */
  readonly canvas: string;
}

const LOCKS = join(PROJECT, "e2e/openhands/locks");
const RUNTIME_LOCK = join(PROJECT, "docker/openhands-runtime/requirements.txt");

/** Where a container has Python. A venv in it refers to it by this path, and so does not work outside. */
export const PYTHON_IN_IMAGE = "/opt/python";

/**
 * Installs what is not installed yet, into the user's cache. Each folder is named by all that went into it and appears
 * whole or not at all, so that an interrupted run goes on where it stopped.
 */
export async function install(): Promise<Installation> {
  const python = findPython();
  if (!python) throw new Error(PYTHON_PROBLEM);
  mkdirSync(CACHE, { recursive: true });
  removeLeftovers();
  const uv = await folderOf("uv", join(LOCKS, "uv.txt"), python, installUv);
  const packages = join(CACHE, `packages.${process.pid}${UNFINISHED}`);
  const env = { UV_CACHE_DIR: packages };
  const venv = (name: string, lock = join(LOCKS, `${name}.txt`)) =>
    folderOf(name, lock, python, (folder) => installVenv(join(uv, "bin/uv"), folder, lock, python, env));
  const venvs = async <Name extends string>(prefix: string, versions: readonly Name[]) => {
    const folders = {} as Record<Name, string>;
    for (const version of versions) folders[version] = await venv(`${prefix}-${version}`);
    return folders;
  };
  const servers = await venvs("agent-server", VERSIONS);
  const apps = await venvs("openhands", APPS);
  const runtime = await venv("runtime", RUNTIME_LOCK);
  const canvas = await folderOf("agent-canvas", CANVAS_LOCK, CANVAS_PACKAGE, installCanvas);
  // What the venvs have of it are links of their own.
  rmSync(packages, { recursive: true, force: true });
  return { python, runtime, servers, apps, canvas };
}

async function folderOf(
  name: string,
  lock: string,
  made: Python | string,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const inputs = JSON.stringify([made, FORMAT, readFileSync(lock, "utf8")]);
  const folder = join(CACHE, `${name}-${createHash("sha256").update(inputs).digest("hex").slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  const start = performance.now();
  process.stderr.write(`  ${name}: installing ...\n`);
  const unfinished = `${folder}.${process.pid}${UNFINISHED}`;
  try {
    await fill(unfinished);
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  process.stderr.write(`  ${name}: installed in ${Math.round((performance.now() - start) / 1000)} s\n`);
  return folder;
}

/** Of the folders; another one installs them again. */
const FORMAT = 1;

const UNFINISHED = ".unfinished";

async function installUv(folder: string): Promise<void> {
  const target = ["--target", folder, "--disable-pip-version-check"];
  await command(PYTHON, [
    "-m",
    "pip",
    "install",
    "--quiet",
    ...target,
    "--require-hashes",
    "-r",
    join(LOCKS, "uv.txt"),
  ]);
}

async function installVenv(
  uv: string,
  folder: string,
  lock: string,
  { program, prefix }: Python,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  await command(uv, ["venv", "--quiet", "--no-config", "--relocatable", "--python", program, folder]);
  await command(uv, ["pip", "install", "--quiet", "--compile-bytecode", "--no-deps", "--require-hashes", "-r", lock], {
    env: { ...env, VIRTUAL_ENV: folder },
  });
  rmSync(join(folder, "bin/python"));
  symlinkSync(join(PYTHON_IN_IMAGE, relative(prefix, program)), join(folder, "bin/python"));
  writeFileSync(join(folder, "pyvenv.cfg"), `home = ${PYTHON_IN_IMAGE}/bin\ninclude-system-site-packages = false\n`);
}

/** What installations left that were killed. */
function removeLeftovers(): void {
  for (const name of readdirSync(CACHE)) {
    const pid = name.endsWith(UNFINISHED) && Number(name.slice(0, -UNFINISHED.length).split(".").pop());
    if (pid && !isRunning(pid)) rmSync(join(CACHE, name), { recursive: true });
  }
}
