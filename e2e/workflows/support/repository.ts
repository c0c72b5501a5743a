import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT } from "../../../project";
import { ACTIONLINT, SHELLCHECK, ZIZMOR } from "./tools";

export interface Report {
  /** Whether nothing needs fixing. */
  readonly clean: boolean;
  readonly text: string;
}

/** A repository with nothing but workflows. */
export class WorkflowRepository {
  readonly #folder = mkdtempSync(join(tmpdir(), "openhands-aws-workflows-"));

  constructor(files: ReadonlyMap<string, string>) {
    mkdirSync(join(this.#folder, ".github/workflows"), { recursive: true });
    mkdirSync(join(this.#folder, ".git"));
    for (const [name, text] of files) writeFileSync(join(this.#folder, ".github/workflows", name), text);
  }

  /** With shellcheck over each `run`. */
  actionlint(): Report {
    const files = readdirSync(join(this.#folder, ".github/workflows")).map((name) => `.github/workflows/${name}`);
    return this.#run(ACTIONLINT, ["-no-color", "-shellcheck", SHELLCHECK, "-pyflakes=", ...files]);
  }

  /** Every audit that needs no network, including those for experts. */
  zizmor(): Report {
    return this.#run(ZIZMOR, ["--offline", "--quiet", "--persona=auditor", "--color=never", "."]);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #run(command: string, args: readonly string[]): Report {
    const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: this.#folder, encoding: "utf8" });
    if (error) throw error;
    return { clean: status === 0, text: stdout + stderr };
  }
}

/** A script as a runner's bash runs it, with every rule. */
export const shellcheck = (script: string): Report =>
  runShellcheck(["--shell=bash", "-"], { input: `set -eo pipefail\n${script}` });

/** A script of this project, in its own shell, with what it sources. @param file its path from the project's folder */
export const shellcheckFile = (file: string): Report => runShellcheck(["--external-sources", file], { cwd: PROJECT });

function runShellcheck(args: readonly string[], options: { input?: string; cwd?: string }): Report {
  const { status, stdout, error } = spawnSync(SHELLCHECK, ["--severity=style", "--color=never", ...args], {
    ...options,
    encoding: "utf8",
  });
  if (error) throw error;
  return { clean: status === 0, text: stdout };
}
