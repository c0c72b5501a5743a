import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { run } from "../../../embedded/run";
import type { FakeGithub } from "./fake-github";

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: { readonly name: string; readonly path: string };
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

type Outputs = Record<string, Record<string, string>>;

export interface Ran {
  /** The steps that failed. */
  readonly failed: readonly string[];
  /** What the steps printed. */
  readonly log: string;
  readonly summary: string;
  readonly outputs: Outputs;
}

/** Runs a workflow's steps as GitHub's runner does: each job in a fresh checkout of main, with artifacts between them. */
export class ScheduledRun {
  readonly #folder = mkdtempSync(join(tmpdir(), "openhands-aws-run-"));
  readonly #needs: Outputs = {};
  readonly #failed: string[] = [];
  #log = "";

  private constructor(
    private readonly origin: string,
    private readonly github: FakeGithub,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** @param origin a bare repository. @param env of the steps that need AWS */
  static async of(text: string, origin: string, github: FakeGithub, env: NodeJS.ProcessEnv = {}): Promise<Ran> {
    const scheduled = new ScheduledRun(origin, github, env);
    const jobs: Record<string, Job> = parse(text).jobs;
    for (const [id, job] of Object.entries(jobs)) await scheduled.#job(id, job);
    const summary = readFileSync(join(scheduled.#folder, "summary"), "utf8");
    rmSync(scheduled.#folder, { recursive: true });
    return { failed: scheduled.#failed, log: scheduled.#log, summary, outputs: scheduled.#needs };
  }

  async #job(id: string, job: Job): Promise<void> {
    if (job.if && !this.#holds(job.if, {})) return;
    const temporary = join(this.#folder, id);
    mkdirSync(temporary);
    const checkout = join(temporary, "checkout");
    execFileSync("git", ["clone", "--quiet", "--depth", "1", "--branch", "main", `file://${this.origin}`, checkout]);
    const steps: Outputs = {};
    let failed = false;
    for (const step of job.steps) {
      if (failed || (step.if && !this.#holds(step.if, steps))) continue;
      if (step.uses?.startsWith("actions/upload-artifact@"))
        cpSync(this.#path(step, temporary), this.#kept(step), { recursive: true });
      if (step.uses?.startsWith("actions/download-artifact@"))
        cpSync(this.#kept(step), this.#path(step, temporary), { recursive: true });
      if (!step.run || step.run === "npm ci\n") continue;
      failed = !(await this.#step(step, steps, temporary));
    }
    this.#needs[id] = Object.fromEntries(
      Object.entries(job.outputs ?? {}).map(([name, value]) => [name, this.#value(value, temporary, steps)]),
    );
  }

  async #step(step: Step, steps: Outputs, temporary: string): Promise<boolean> {
    const output = join(temporary, "output");
    writeFileSync(output, "");
    const env = Object.entries(step.env ?? {}).map(([name, value]) => [name, this.#value(value, temporary, steps)]);
    const { code, stdout, stderr } = await run(
      "bash",
      ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run ?? ""],
      {
        cwd: join(temporary, "checkout"),
        env: {
          ...this.env,
          ...{
            PATH: `${this.github.folder}:${this.env.PATH ?? process.env.PATH}`,
            HOME: temporary,
            RUNNER_TEMP: temporary,
          },
          ...{ GITHUB_REPOSITORY: "boxp/arch", GITHUB_REPOSITORY_OWNER: "boxp", GITHUB_REF_NAME: "main" },
          ...{ GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: join(this.#folder, "summary") },
          ...Object.fromEntries(env),
        },
      },
    );
    this.#log += stdout + stderr;
    if (code !== 0) this.#failed.push(step.name);
    if (step.id)
      steps[step.id] = Object.fromEntries(
        readFileSync(output, "utf8")
          .trimEnd()
          .split("\n")
          .filter(Boolean)
          .map((line) => line.split("=") as [string, string]),
      );
    return code === 0;
  }

  #path = ({ with: { path } = { name: "", path: "" } }: Step, temporary: string) =>
    path.replace("${{ runner.temp }}", temporary);
  #kept = (step: Step) => join(this.#folder, `artifact-${step.with?.name}`);

  #value(text: string, temporary: string, steps: Outputs): string {
    return text
      .replaceAll("${{ runner.temp }}", temporary)
      .replaceAll("${{ github.token }}", "token-of-the-job")
      .replaceAll("${{ github.server_url }}", "https://github.com")
      .replaceAll("${{ github.repository }}", "boxp/arch")
      .replaceAll("${{ github.run_id }}", "42")
      .replaceAll(/\$\{\{ (needs|steps)\.(\w+)\.outputs\.(\w+) \}\}/g, (_, ...path: [string, string, string]) =>
        this.#output(path, steps),
      );
  }

  #output = ([kind, id, name]: readonly [string, string, string], steps: Outputs): string =>
    (kind === "needs" ? this.#needs : steps)[id]?.[name] ?? "";

  /** What our conditions consist of is JavaScript, but for the values. */
  #holds(condition: string, steps: Outputs): boolean {
    const script = condition
      .replaceAll(/(needs|steps)\.(\w+)\.outputs\.(\w+)/g, (_, ...path: [string, string, string]) =>
        JSON.stringify(this.#output(path, steps)),
      )
      .replaceAll("github.ref", '"refs/heads/main"')
      .replaceAll("cancelled()", "false");
    return Boolean(new Function(`return ${script}`)());
  }
}
