import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IAM } from "@aws-sdk/client-iam";
import { SSM } from "@aws-sdk/client-ssm";
import { STS } from "@aws-sdk/client-sts";
import { parseConfig } from "../../../config/load";
import { prepareAccount } from "../../../embedded/prepare-account";
import { type RunResult, run } from "../../../embedded/run";
import { Terraform } from "../../../embedded/terraform";
import { PROJECT } from "../../../project";
import { withBucket } from "../../../tools/with-bucket";
import { killAt } from "./kill-at";
import { killAtCall } from "./kill-at-call";
import { type Launcher, type Moment, Launcher as Started } from "./launcher";

const CONFIG = `aws: {account: "123456789012", region: ap-northeast-1}
posture: as-designed
terraform: {state: {lock: native}}
`;
const USER = "bedrock-openhands-user";
const BIN = join(PROJECT, "bin/openhands-aws");

/** An installation whose key is to be rotated: its config, what was exported, and an account in which it is applied. */
export class Rotation {
  static async start(): Promise<Rotation> {
    const launcher = await Started.start((aws) => prepareAccount(aws, parseConfig(withBucket(CONFIG), "c.yaml")));
    const rotation = new Rotation(launcher, mkdtempSync(join(tmpdir(), "openhands-aws-rotate-")));
    await rotation.#apply();
    return rotation;
  }

  readonly #iam: IAM;
  readonly #ssm: SSM;

  private constructor(
    readonly launcher: Launcher,
    readonly directory: string,
  ) {
    const options = launcher.clientOf(launcher.tester);
    this.#iam = new IAM(options);
    this.#ssm = new SSM(options);
    this.config = withBucket(CONFIG);
  }

  get terraform(): Terraform {
    return new Terraform(join(this.directory, "terraform/aws/openhands"), this.launcher.env);
  }

  get config(): string {
    return readFileSync(this.#file, "utf8");
  }
  set config(text: string) {
    writeFileSync(this.#file, text);
  }

  get #file(): string {
    return join(this.directory, "openhands.yaml");
  }

  /** What the config says: `published`. */
  get phase(): string | undefined {
    return /rotation: (\w+)/.exec(this.config)?.[1];
  }

  async export(): Promise<void> {
    rmSync(join(this.directory, "terraform/aws/openhands/main.tf.json"), { force: true });
    await this.#cli("export", "--config", this.#file, "--terraform", join(this.directory, "terraform"));
  }

  async #apply(): Promise<void> {
    const { terraform } = this;
    await this.export();
    await terraform.init();
    await terraform.apply();
    await this.launcher.reset();
  }

  command(...options: string[]): string[] {
    const folders = ["--config", this.#file, "--terraform", join(this.directory, "terraform")];
    const begin = this.phase === undefined ? ["--older-than", "0"] : [];
    return [BIN, "rotate", ...folders, ...begin, "--without-cluster", ...options];
  }

  rotate(...options: string[]): Promise<RunResult> {
    return this.#cli(...this.command(...options).slice(1));
  }

  kill(number: number, moment: Moment, ...options: string[]) {
    return killAt(this.launcher, number, moment, this.command(...options));
  }

  #cli(...args: string[]): Promise<RunResult> {
    return run(BIN, args, { cwd: this.directory, env: this.launcher.env });
  }

  /** A command line that rotate has printed. @throws Error if it fails */
  async run(command: string): Promise<void> {
    const { code, stderr } = await run("sh", ["-c", command], { cwd: this.directory, env: this.launcher.env });
    if (code !== 0) throw new Error(`${command}: ${stderr}`);
  }

  /** The status of each key, by its id. */
  async keys(): Promise<Record<string, string>> {
    const { AccessKeyMetadata = [] } = await this.#iam.listAccessKeys({ UserName: USER });
    return Object.fromEntries(AccessKeyMetadata.map(({ AccessKeyId = "", Status = "" }) => [AccessKeyId, Status]));
  }

  async createKey(): Promise<{ accessKeyId: string; secretAccessKey: string }> {
    const { AccessKey } = await this.#iam.createAccessKey({ UserName: USER });
    return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
  }

  async deleteKey(AccessKeyId: string): Promise<void> {
    await this.#iam.deleteAccessKey({ UserName: USER, AccessKeyId });
  }

  /** Kills rotate and its terraform at a call, such as `PutParameter#2`. */
  async killAtCall(call: string, ...options: string[]): Promise<void> {
    // At the end of a rotation, its key is new.
    const begin = this.phase === "moved" ? ["--older-than", "0"] : [];
    await killAtCall(this.launcher, call, this.command("--apply", "--yes", ...begin, ...options));
  }

  /** Runs rotate to the end, and does what it asks for in between. @returns all that it printed */
  async goOn(): Promise<string> {
    let printed = "";
    let options: string[] = [];
    for (let attempt = 0; attempt < 4; attempt++) {
      const { code, stdout, stderr } = await this.rotate("--apply", "--yes", ...options);
      printed += stdout + stderr;
      if (code === 0) return printed;
      const lock = /force-unlock (\S+)/.exec(stderr)?.[1];
      if (lock) await this.terraform.run("force-unlock", "-force", lock);
      const unknown = /--delete-key/.test(stderr) && Object.keys(await this.keys()).at(-1);
      options = unknown ? ["--delete-key", unknown] : [];
    }
    throw new Error(`rotate does not come to its end:\n${printed}`);
  }

  /** What the parameters hold. */
  async pair(): Promise<{ accessKeyId: string; secretAccessKey: string }> {
    const value = async (Name: string) =>
      (await this.#ssm.getParameter({ Name, WithDecryption: true })).Parameter?.Value as string;
    return {
      accessKeyId: await value("bedrock-access-key-id"),
      secretAccessKey: await value("bedrock-secret-access-key"),
    };
  }

  /** Whether AWS accepts it. */
  async accepts(pair: { accessKeyId: string; secretAccessKey: string }): Promise<boolean> {
    const client = new STS(this.launcher.clientOf(pair));
    return client.getCallerIdentity({}).then(
      () => true,
      () => false,
    );
  }

  async stop(): Promise<void> {
    await this.launcher.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
