import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { type EmbeddedAws, startEmbeddedAws } from "../../embedded/aws";
import { type RunResult, run } from "../../embedded/run";
import { Terraform } from "../../embedded/terraform";
import { PROJECT } from "../../project";
import { withBucket } from "../../tools/with-bucket";
import { type ProviderServer, serveProvider } from "./provider-server";

/** An owner's Terraform monorepo beside an embedded AWS that contains nothing but the state bucket. */
export class Workspace {
  #provider?: ProviderServer;

  static async open(): Promise<Workspace> {
    const aws = await startEmbeddedAws("123456789012");
    await aws.createBucket("tfaction-state", "ap-northeast-1");
    return new Workspace(mkdtempSync(join(tmpdir(), "openhands-aws-e2e-")), aws);
  }

  private constructor(
    readonly directory: string,
    readonly aws: EmbeddedAws,
  ) {}

  async close(): Promise<void> {
    await this.#provider?.stop();
    await this.aws.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** A stack's directory, as in `arch`. */
  stackDirectory(stack: string): string {
    return join(this.directory, "terraform/aws", stack);
  }

  terraform(stack: string): Terraform {
    return new Terraform(this.stackDirectory(stack), { ...this.aws.env, ...this.#provider?.env });
  }

  /** From now on, every call of terraform uses one process of the provider that a stack was initialized with. */
  async keepProvider(stack: string): Promise<void> {
    this.#provider = await serveProvider(this.stackDirectory(stack), this.aws.env);
  }

  copyFixture(name: string, stack: string): void {
    cpSync(join(PROJECT, "e2e/fixtures", name), this.stackDirectory(stack), { recursive: true });
  }

  deleteHcl(stack: string): void {
    for (const file of readdirSync(this.stackDirectory(stack)))
      if (file.endsWith(".tf")) rmSync(join(this.stackDirectory(stack), file));
  }

  /** Runs the command line as a user does. @param config the content of config/openhands.yaml; the bucket may be left out */
  async export(config: object): Promise<void> {
    const file = join(this.directory, "openhands.yaml");
    writeFileSync(file, withBucket(stringify(config)));
    const { code, stderr } = await this.cli(
      "export",
      "--config",
      file,
      "--terraform",
      join(this.directory, "terraform"),
    );
    if (code !== 0) throw new Error(stderr);
  }

  cli(...args: string[]): Promise<RunResult> {
    return run(join(PROJECT, "bin/openhands-aws"), args, { cwd: this.directory, env: process.env });
  }
}
