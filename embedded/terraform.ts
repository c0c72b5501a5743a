import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EmbeddedError } from "./embedded-error";
import { pluginCache } from "./plugin-cache";
import { type RunResult, run } from "./run";

const COMMON_OPTIONS: Record<string, readonly string[]> = {
  init: ["-input=false", "-no-color"],
  plan: ["-input=false", "-no-color"],
  apply: ["-input=false", "-no-color"],
  destroy: ["-input=false", "-no-color"],
};

/** Each call loads the provider's schema. A third of its time would go to collecting garbage that memory has room for. */
const FEW_COLLECTIONS = { GOGC: "off", GOMEMLIMIT: "2GiB" };

/** Terraform in one directory, against the account that `env` names. */
export class Terraform {
  constructor(
    readonly directory: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly signal?: AbortSignal,
  ) {
    mkdirSync(directory, { recursive: true });
    // An override file leaves the configuration itself as it is. Without it, a call that the embedded AWS does not
    // know is retried for more than ten minutes; with fewer retries, a single lost connection ends the run.
    this.write("zz_override.tf.json", JSON.stringify({ provider: { aws: { max_retries: 4 } } }));
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.directory, file), text);
  }

  init(...options: string[]): Promise<string> {
    return this.succeed("init", ...options);
  }

  apply(...options: string[]): Promise<string> {
    return this.succeed("apply", "-auto-approve", ...options);
  }

  destroy(): Promise<string> {
    return this.succeed("destroy", "-auto-approve");
  }

  /** @returns 0 without changes, 2 with some: https://developer.hashicorp.com/terraform/cli/commands/plan */
  async plan(): Promise<{ code: 0 | 2; text: string }> {
    const { code, stdout, stderr } = await this.run("plan", "-detailed-exitcode");
    if (code !== 0 && code !== 2) throw failure("plan", stdout, stderr);
    return { code, text: stdout };
  }

  async addresses(): Promise<string[]> {
    return (await this.succeed("state", "list")).split("\n").filter((line) => line !== "");
  }

  async run(command: string, ...options: string[]): Promise<RunResult> {
    return run("terraform", [command, ...(COMMON_OPTIONS[command] ?? []), ...options], {
      cwd: this.directory,
      env: { ...FEW_COLLECTIONS, ...this.env, ...pluginCache(), TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" },
      signal: this.signal,
    });
  }

  private async succeed(command: string, ...options: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(command, ...options);
    if (code !== 0) throw failure(command, stdout, stderr);
    return stdout;
  }
}

function failure(command: string, stdout: string, stderr: string): EmbeddedError {
  const offline =
    /registry\.terraform\.io|Failed to query available provider packages|Could not retrieve the list/.test(stderr);
  const fix =
    command === "init" && offline
      ? "\nThe AWS provider could not be downloaded: check the network, or the mirror in ~/.terraform.d/plugins."
      : "";
  return new EmbeddedError(`terraform ${command} failed:\n${(stderr || stdout).trim()}${fix}`);
}
