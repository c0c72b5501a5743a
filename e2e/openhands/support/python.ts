import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { DEBIAN_PYTHON } from "./debian-python";

/** The agent servers need 3.12 or newer; the locks are for this one. */
const VERSION = "3.13";

/** A Python that the agent servers run on. */
export interface Python {
  readonly program: string;
  /** Where its library is; it can be moved as a whole. */
  readonly prefix: string;
}

/** Looks on the PATH, among the versions that pyenv has installed, active or not, and where the suite installs its own. */
export function findPython(): Python | undefined {
  const versions = join(process.env.PYENV_ROOT || join(homedir(), ".pyenv"), "versions");
  const installed = existsSync(versions) ? readdirSync(versions).filter((name) => name.startsWith(`${VERSION}.`)) : [];
  const candidates = [
    `python${VERSION}`,
    "python3",
    ...installed.map((name) => join(versions, name, "bin/python3")),
    DEBIAN_PYTHON,
  ];
  for (const candidate of candidates) {
    const found = ask(candidate);
    if (found) return found;
  }
  return undefined;
}

export const PYTHON_PROBLEM = `Python ${VERSION} was not found on the PATH or in pyenv. Install it, or run the suite as root on Debian.`;

const QUESTION = `
import os, sys
if "%d.%d" % sys.version_info[:2] != "${VERSION}": sys.exit(1)
print(os.path.realpath(sys.executable), sys.base_prefix, sep="\\n")`;

function ask(candidate: string): Python | undefined {
  try {
    const output = execFileSync(candidate, ["-c", QUESTION], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const [program = "", prefix = ""] = output.split("\n");
    return { program, prefix };
  } catch {
    return undefined;
  }
}
