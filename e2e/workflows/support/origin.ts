import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PROJECT } from "../../../project";

/** What stands for `bin/openhands-aws`: this project's own program, or a script. */
export const OWN_PROGRAM = `#!/bin/sh\nexec ${join(PROJECT, "bin/openhands-aws")} "$@"\n`;

const IDENTITY = ["-c", "user.name=Alice", "-c", "user.email=alice@example.com"];

/** boxp/arch on GitHub: a bare repository, with a clone that pushes to its main. */
export class Origin {
  readonly #folder = mkdtempSync(join(tmpdir(), "openhands-aws-origin-"));
  readonly bare = join(this.#folder, "bare");
  /** Somebody's clone. */
  readonly clone = join(this.#folder, "clone");

  constructor(files: Readonly<Record<string, string>>) {
    execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", this.bare]);
    execFileSync("git", ["clone", "--quiet", this.bare, this.clone], { stdio: "ignore" });
    this.commit(files);
  }

  commit(files: Readonly<Record<string, string>>): void {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.clone, file)), { recursive: true });
      writeFileSync(join(this.clone, file), text);
      if (file.startsWith("bin/")) chmodSync(join(this.clone, file), 0o755);
    }
    this.push();
  }

  push(): void {
    this.git("add", "--all");
    this.git(...IDENTITY, "commit", "--quiet", "--allow-empty", "--message", "Change it");
    this.git("push", "--quiet", "origin", "HEAD:main");
  }

  merge(branch: string): void {
    this.git("fetch", "--quiet", "origin", branch);
    this.git(...IDENTITY, "merge", "--quiet", "--no-ff", "--message", "Merge it", "FETCH_HEAD");
    this.git("push", "--quiet", "origin", "HEAD:main");
  }

  copy(from: string, to: string): void {
    cpSync(from, join(this.clone, to), { recursive: true });
  }

  /** Of the bare repository. */
  read(...args: string[]): string {
    return execFileSync("git", ["--git-dir", this.bare, ...args], { encoding: "utf8" });
  }

  git(...args: string[]): void {
    execFileSync("git", args, { cwd: this.clone, stdio: ["ignore", "ignore", "inherit"] });
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
