import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { shellWord } from "../../export/shell-word";
import { StepError } from "../steps";
import type { Plan } from "./planned";

/** The user's own terraform in one directory, with their environment. Its output is shown only if it fails. */
export class Terraform {
  constructor(private readonly directory: string) {}

  /** @param file for the plan; it contains secrets. @throws StepError */
  async plan(file: string): Promise<Plan> {
    if (!existsSync(join(this.directory, ".terraform/providers"))) await this.#succeed("init", "-input=false");
    await this.#succeed("plan", "-input=false", `-out=${file}`);
    return JSON.parse(await this.#succeed("show", "-json", file)) as Plan;
  }

  /** Exactly the plan that is in the file. @throws StepError */
  async apply(file: string): Promise<void> {
    await this.#succeed("apply", "-input=false", file);
  }

  #succeed(command: string, ...options: string[]): Promise<string> {
    const env = { ...process.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
    const args = command === "show" ? [command, ...options] : [command, "-no-color", ...options];
    const child = spawn("terraform", args, { cwd: this.directory, env, stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    const at = `terraform -chdir=${shellWord(this.directory)} ${command}`;
    return new Promise((resolve, reject) => {
      child.once("error", () =>
        reject(new StepError(`${at} cannot be started: install terraform, and see that the directory exists.`)),
      );
      child.once("close", (code) => {
        // Without the frame: │ Error: ...
        const said = (stderr || stdout).replace(/^[│╷╵] ?/gm, "").trim();
        if (code === 0) resolve(stdout);
        else reject(new StepError(`${at} failed: ${said.slice(Math.max(said.indexOf("Error:"), 0))}`));
      });
    });
  }
}
