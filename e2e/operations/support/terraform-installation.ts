import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IAM } from "@aws-sdk/client-iam";
import { exporterTo } from "../../../cli/exporter";
import { revokeKeys } from "../../../cli/revoke-keys";
import { rollBack } from "../../../cli/roll-back";
import { Terraform } from "../../../embedded/terraform";
import { Launcher } from "./launcher";

/** A config, exported and applied by terraform, and changed by the verbs as its owner does. */
export class TerraformInstallation {
  /** @param config @default the design to the letter */
  static async start(config = "# Mine.\nposture: as-designed\n"): Promise<TerraformInstallation> {
    const launcher = await Launcher.start((aws) => aws.createBucket("tfaction-state", "ap-northeast-1"));
    const installation = new TerraformInstallation(launcher);
    try {
      installation.write(config);
      await installation.export();
      await installation.terraform.init();
      await installation.terraform.apply();
      await launcher.reset();
      return installation;
    } catch (error) {
      await installation.stop();
      throw error;
    }
  }

  readonly directory = mkdtempSync(join(tmpdir(), "openhands-aws-rollback-"));
  readonly config = join(this.directory, "openhands.yaml");
  readonly exported = join(this.directory, "terraform");
  readonly terraform: Terraform;
  readonly iam: IAM;

  private constructor(readonly launcher: Launcher) {
    this.terraform = new Terraform(join(this.exported, "aws/openhands"), launcher.env);
    this.iam = new IAM(launcher.clientOf(launcher.tester));
  }

  write(config: string): void {
    writeFileSync(this.config, config);
  }

  read(): string {
    return readFileSync(this.config, "utf8");
  }

  async export(): Promise<void> {
    await exporterTo({ terraform: this.exported }, this.config)?.write();
  }

  /** As the command line does. */
  readonly revoke = () =>
    this.#asOperator(() =>
      revokeKeys({ config: this.config, lift: false, folders: { terraform: this.exported }, yes: true }),
    );

  readonly rollBack = (yes = true) =>
    this.#asOperator(() => rollBack({ config: this.config, folders: { terraform: this.exported }, yes }));

  async #asOperator<T>(run: () => Promise<T>): Promise<T> {
    const saved = process.env;
    process.env = { ...this.launcher.env };
    try {
      return await run();
    } finally {
      process.env = saved;
    }
  }

  async stop(): Promise<void> {
    await this.launcher.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
