import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CheckError } from "@openhands-aws/facts/program-error";
import { shellWord } from "../export/shell-word";

/** `terraform show -json` of a plan: https://developer.hashicorp.com/terraform/internals/json-format */
export interface Plan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly previous_address?: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before?: { readonly status?: string } | null;
      readonly after?: { readonly status?: string } | null;
    };
  }[];
}

/** The user's own terraform in one directory, with their environment. What it prints is kept, and shown only if it fails. */
export class Terraform {
  constructor(
    private readonly directory: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** Where nobody has done it yet. */
  async initIfNeeded(): Promise<void> {
    if (!existsSync(join(this.directory, ".terraform/providers"))) await this.#succeed("init");
  }

  /**
   * @param file for the plan; it contains secrets
   * @see https://developer.hashicorp.com/terraform/cli/commands/plan#detailed-exitcode
   */
  async plan(file: string, ...options: string[]): Promise<Plan> {
    const args = ["-detailed-exitcode", `-out=${file}`, ...options];
    let { code, output } = await this.#run("plan", ...args);
    if (code === 1 && /terraform init/.test(output)) {
      await this.#succeed("init");
      ({ code, output } = await this.#run("plan", ...args));
    }
    if (code === 0) return {};
    if (code !== 2) throw this.#failure("plan", output);
    return JSON.parse(await this.#succeed("show", "-json", file)) as Plan;
  }

  /** @param file of a plan: exactly that is applied */
  async apply(file: string): Promise<void> {
    await this.#succeed("apply", file);
  }

  async #succeed(command: string, ...options: string[]): Promise<string> {
    const { code, output, stdout } = await this.#run(command, ...options);
    if (code !== 0) throw this.#failure(command, output);
    return stdout;
  }

  /** Locks and refusals name what to do; the rest is terraform's own message. */
  #failure(command: string, output: string): CheckError {
    const at = `-chdir=${shellWord(this.directory)}`;
    const lock = /Error acquiring the state lock/.test(output) && /Lock Info:\s+ID:\s+(\S+)/.exec(output)?.[1];
    if (lock) {
      const said = (name: string) => new RegExp(`${name}:\\s+(.+)`).exec(output)?.[1]?.trim() ?? "unknown";
      return new CheckError(
        [
          `Terraform's state has been locked since ${said("Created")} by ${said("Who")} (${said("Operation")}).`,
          "If that was interrupted and nothing runs there any more, unlock it, then run this again:",
          `  terraform ${at} force-unlock ${lock}`,
        ].join("\n"),
      );
    }
    const from = output.indexOf("Error:");
    return new CheckError(`terraform ${at} ${command} failed.\n${output.slice(Math.max(from, 0)).trim()}`);
  }

  #run(command: string, ...options: string[]) {
    const env = { ...this.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
    const args = command === "show" ? [command, ...options] : [command, "-input=false", "-no-color", ...options];
    const child = spawn("terraform", args, { cwd: this.directory, env, stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    return new Promise<{ code: number; stdout: string; output: string }>((resolve, reject) => {
      child.once("error", (error: NodeJS.ErrnoException) =>
        reject(
          error.code === "ENOENT"
            ? new CheckError(
                existsSync(this.directory)
                  ? "There is no terraform on the PATH. Install it, and run this again."
                  : `${this.directory} does not exist.`,
              )
            : error,
        ),
      );
      // Without the frame: │ Error: ...
      const plain = (text: string) => text.replace(/^[│╷╵] ?/gm, "");
      child.once("close", (code) => resolve({ code: code ?? 1, stdout, output: plain(stderr || stdout) }));
    });
  }
}
