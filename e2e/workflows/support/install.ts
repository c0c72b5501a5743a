import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ACTIONLINT, FOLDER, PINS } from "./tools";

/** Jest's global setup: installs the checkers into the user's cache, with pinned versions and hashes. */
export default function install(): void {
  const complete = join(FOLDER, ".complete"); // Written last: an interrupted installation starts again.
  if (existsSync(complete)) return;
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const go = { GOTOOLCHAIN: "local", GOFLAGS: "-mod=readonly", GOWORK: "off", CGO_ENABLED: "0" };
  run("go", ["build", "-o", ACTIONLINT, "github.com/rhysd/actionlint/cmd/actionlint"], go);
  const venv = join(FOLDER, "venv");
  run("python3", ["-m", "venv", venv]);
  run(join(venv, "bin/python"), [
    ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"],
    ...["--only-binary", ":all:", "--requirement", "requirements.txt"],
  ]);
  writeFileSync(complete, "");
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  const { status, error } = spawnSync(command, args, {
    cwd: PINS,
    env: { ...process.env, ...env },
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0)
    throw new Error(
      `${command} ${args.join(" ")} failed (${error?.message ?? "see above"}). The workflows' checkers need Go 1.25 or newer and Python 3.10 or newer with its venv module.`,
    );
}
