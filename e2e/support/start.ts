import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT } from "../../project";
import { withBucket } from "../../tools/with-bucket";

/** A run of `npm start`'s program with its own temporary folder, so that leftovers show. */
export class Start {
  readonly process: ChildProcess;
  output = "";
  readonly #temporary = mkdtempSync(join(tmpdir(), "openhands-aws-e2e-start-"));
  readonly #out = `${this.#temporary}.out`;
  readonly #ended: Promise<number | null>;

  constructor({
    config = "",
    env = {},
    project = PROJECT,
  }: { config?: string; env?: NodeJS.ProcessEnv; project?: string }) {
    const file = `${this.#temporary}.yaml`;
    writeFileSync(file, withBucket(config));
    this.process = spawn(process.execPath, [join(project, "dist/embedded/start.js"), "--config", file], {
      env: { ...process.env, TMPDIR: this.#temporary, CDKTF_OUTDIR: this.#out, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
      });
    this.#ended = new Promise((resolve) => {
      this.process.once("close", resolve);
    });
  }

  /** @returns the exit code, the report that it names, and what is then left in the temporary folder */
  async end(): Promise<{ code: number | null; output: string; report: string; leftovers: string[] }> {
    const code = await this.#ended;
    const leftovers = readdirSync(this.#temporary);
    const file = /^The report: (.*)$/m.exec(this.output)?.[1];
    const report = file && existsSync(file) ? readFileSync(file, "utf8") : "";
    for (const place of [this.#temporary, this.#out, `${this.#temporary}.yaml`])
      rmSync(place, { recursive: true, force: true });
    return { code, output: this.output, report, leftovers };
  }

  async waitFor(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      if (this.process.exitCode !== null) throw new Error(`ended without "${text}":\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Process ids of the programs that it started and that are still running. */
  children(pattern = ""): number[] {
    try {
      const found = execFileSync("pgrep", ["-P", String(this.process.pid), "-f", pattern || "."], { encoding: "utf8" });
      return found.trim().split("\n").map(Number);
    } catch {
      return []; // pgrep ends with 1 when there is none.
    }
  }
}

export const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
