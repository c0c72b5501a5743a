import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { IAM } from "@aws-sdk/client-iam";
import { SSM } from "@aws-sdk/client-ssm";
import { STS } from "@aws-sdk/client-sts";
import { exporterTo } from "../../../cli/exporter";
import { parseConfig } from "../../../config/load";
import { prepareAccount } from "../../../embedded/prepare-account";
import { type RunResult, run } from "../../../embedded/run";
import { Terraform } from "../../../embedded/terraform";
import { exportedAccess } from "../../../export/exported-access";
import { exportedWorkloads } from "../../../export/exported-workloads";
import { PROJECT } from "../../../project";
import { MIGRATION_STEPS, type MigrationStep } from "../../../tools/migration-steps";
import { withBucket } from "../../../tools/with-bucket";
import { Bedrock } from "../../openhands/support/bedrock/bedrock";
import { type ProviderServer, serveProvider } from "../../support/provider-server";
import { applyToTheEnd } from "./apply-to-the-end";
import { killAtCall } from "./kill-at-call";
import { ACCOUNT, Launcher } from "./launcher";
import { roleWorks, type TokenClaims } from "./role-works";

const USER = "bedrock-openhands-user";
const READS = /^(?:Get|List|Describe)/;
const OURS = /openhands|bedrock|oidc\.example\.com|githubusercontent/;
const DOCUMENT = readFileSync(join(PROJECT, "docs/workload-identity.md"), "utf8");
/** What the document says to import, by its address. */
const IMPORTS = new Map(
  [...DOCUMENT.matchAll(/^\$ terraform import (\S+) (\S+)$/gm)].map(([, address = "", id = ""]) => [address, id]),
);
const BIN = join(PROJECT, "bin/openhands-aws");

interface Pair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** An installation that goes from the access key to the pod's own identity: its config, what is exported, and an account. */
export class Migration {
  /** @param more of each step's config */
  static async start(more = ""): Promise<Migration> {
    const config = (step: MigrationStep) => withBucket(`${more}\n${MIGRATION_STEPS[step]}\n`);
    const launcher = await Launcher.start((aws) => prepareAccount(aws, parseConfig(config("key"), "c.yaml")));
    const migration = new Migration(launcher, config);
    try {
      await migration.export("key");
      await migration.terraform.init();
      migration.#provider = await serveProvider(migration.terraform.directory, launcher.env);
      migration.terraform = migration.#terraform(migration.#provider.env);
      migration.#bedrock = await Bedrock.start({
        ...{ account: ACCOUNT, region: "us-west-2", keys: (id) => launcher.key(id) },
        authorize: () => undefined,
        answer: () => ({ text: "Hello" }),
      });
      await migration.apply();
      migration.deploy(await migration.pair());
      return migration;
    } catch (error) {
      await migration.stop();
      throw error;
    }
  }

  readonly directory = mkdtempSync(join(tmpdir(), "openhands-aws-migration-"));
  readonly config = join(this.directory, "openhands.yaml");
  readonly folders = { terraform: join(this.directory, "terraform"), manifests: join(this.directory, "manifests") };
  terraform: Terraform;
  readonly iam: IAM;
  readonly #ssm: SSM;
  readonly document = DOCUMENT;
  readonly #textOf: (step: MigrationStep) => string;
  #provider?: ProviderServer;
  #bedrock?: Bedrock;
  /** What the running pods have. */
  #pods: { readonly access: "key" | "role"; readonly pair?: Pair } | undefined;

  private constructor(
    readonly launcher: Launcher,
    textOf: (step: MigrationStep) => string,
  ) {
    this.#textOf = textOf;
    this.terraform = this.#terraform({});
    const options = launcher.clientOf(launcher.tester);
    this.iam = new IAM(options);
    this.#ssm = new SSM(options);
  }

  #terraform(env: NodeJS.ProcessEnv): Terraform {
    return new Terraform(join(this.folders.terraform, "aws/openhands"), { ...this.launcher.env, ...env });
  }

  /** The step's config. */
  write(step: MigrationStep, more = ""): void {
    writeFileSync(this.config, this.#textOf(step) + more);
  }

  /** Writes the step's config, and exports it. @throws InputError if that is refused */
  async export(step: MigrationStep, folders: Partial<Migration["folders"]> = this.folders): Promise<void> {
    this.write(step);
    await exporterTo(folders, this.config)?.write();
  }

  /** Applies what is exported; at each moment of it, what the pods have works. */
  async apply(): Promise<void> {
    let applied = false;
    const watched = async () => {
      while (!applied) {
        await this.expectAccess();
        await sleep(200);
      }
    };
    const applying = this.terraform.apply().finally(() => {
      applied = true;
    });
    await Promise.all([applying, this.#pods ? watched() : undefined]);
  }

  /** Argo CD and External Secrets do their work, and the pods start again. @param pair what the parameters hold */
  deploy(pair: Pair): void {
    const [access, ...others] = new Set(
      exportedWorkloads({ manifests: this.folders.manifests }).map((workload) => exportedAccess(workload, false)),
    );
    if (!access || others.length > 0) throw new Error(`The manifests have not one access, but ${[access, ...others]}.`);
    this.#pods = { access, ...(access === "key" && { pair }) };
  }

  /** @throws Error if what the pods have does not work */
  async expectAccess(): Promise<void> {
    const { access, pair } = this.#pods ?? {};
    const works = pair ? await this.accepts(pair) : await this.roleWorks();
    if (!works) throw new Error(`The pods' ${access} does not work.`);
  }

  /** Whether a token as the pod has one, but for these claims, gives the pods' access. */
  roleWorks(claims: Partial<TokenClaims> = {}): Promise<boolean> {
    return roleWorks(this.iam, claims);
  }

  /** The status of each key of the user, by its id. */
  async keys(): Promise<Record<string, string>> {
    const { AccessKeyMetadata = [] } = await this.iam.listAccessKeys({ UserName: USER }).catch(() => ({}) as never);
    return Object.fromEntries(AccessKeyMetadata.map(({ AccessKeyId = "", Status = "" }) => [AccessKeyId, Status]));
  }

  async deleteKey(AccessKeyId: string): Promise<void> {
    await this.iam.deleteAccessKey({ UserName: USER, AccessKeyId });
  }

  /** What the parameters hold; nothing where there are none. */
  async pair(): Promise<Pair> {
    const value = async (Name: string) =>
      (await this.#ssm.getParameters({ Names: [Name], WithDecryption: true })).Parameters?.[0]?.Value ?? "";
    return {
      accessKeyId: await value("bedrock-access-key-id"),
      secretAccessKey: await value("bedrock-secret-access-key"),
    };
  }

  accepts(pair: Pair): Promise<boolean> {
    return new STS(this.launcher.clientOf(pair)).getCallerIdentity({}).then(
      () => true,
      () => false,
    );
  }

  /** Kills terraform at a call, such as `PutParameter#2`, in the middle of its apply. */
  async killAt(call: string): Promise<void> {
    const apply = ["apply", "-auto-approve", "-input=false"];
    await killAtCall(this.launcher, call, ["terraform", `-chdir=${this.terraform.directory}`, ...apply]);
  }

  /** Applies to the end after that, as the document says. */
  goOn(): Promise<void> {
    return applyToTheEnd(this.terraform, IMPORTS);
  }

  /** @throws Error if a call since the last reset has changed what is not the design's */
  async expectOnlyOurs(): Promise<void> {
    const changes = (await this.launcher.calls()).filter(
      ({ service, action, number }) => number && ["iam", "ssm"].includes(service) && !READS.test(action),
    );
    for (const { action, parameters } of changes)
      if (!OURS.test(JSON.stringify(parameters))) throw new Error(`${action} ${JSON.stringify(parameters)}`);
  }

  /** As its owner runs it, without a cluster in reach. */
  command(verb: string, ...args: string[]): Promise<RunResult> {
    return this.run({}, verb, "--config", this.config, ...args);
  }

  run(env: NodeJS.ProcessEnv, ...args: string[]): Promise<RunResult> {
    const own = {
      ...this.launcher.env,
      PATH: this.directory,
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: this.#bedrock?.endpoint,
      ...env,
    };
    return run(process.execPath, [BIN, ...args], { cwd: this.directory, env: own });
  }

  async stop(): Promise<void> {
    this.#bedrock?.stop();
    await this.#provider?.stop();
    await this.launcher.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
