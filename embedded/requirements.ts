import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../project";

/** Python with moto, as tools/setup.mjs installs it. */
export const PYTHON = join(PROJECT, ".venv/bin/python");

const OLDEST_TERRAFORM = [1, 11];

/** What the embedded AWS needs but cannot find, each as a sentence that says how to fix it. */
export function missingRequirements(): string[] {
  return [terraformProblem(), pythonProblem()].filter((problem) => problem !== undefined);
}

function terraformProblem(): string | undefined {
  let version: string;
  try {
    const json = execFileSync("terraform", ["version", "-json"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    version = JSON.parse(json).terraform_version;
  } catch {
    return "terraform is not on the PATH. Install 1.11 or newer: https://developer.hashicorp.com/terraform/install";
  }
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_TERRAFORM;
  const recent = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  return recent
    ? undefined
    : `terraform ${version} is too old: 1.11 brought the S3 backend's own locking. Install 1.11 or newer.`;
}

function pythonProblem(): string | undefined {
  if (existsSync(join(PROJECT, ".venv/.requirements"))) return undefined;
  return "moto is not installed in .venv. Install Python 3.10 or newer with its venv module, then run: node tools/setup.mjs";
}
