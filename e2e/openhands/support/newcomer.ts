import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type EmbeddedAws, startEmbeddedAws } from "../../../embedded/aws";
import { pluginCache } from "../../../embedded/plugin-cache";
import { run } from "../../../embedded/run";
import { PROJECT } from "../../../project";
import { Cluster as Kubernetes } from "../../kubernetes/support/cluster";
import { installDefinitions, startOperator } from "../../kubernetes/support/operator";
import { createRestricted } from "../../kubernetes/support/restricted";
import { Recorder } from "../../support/recorder";
import { ACCOUNT } from "./aws";
import type { Installation } from "./installation";
import { IssuedKeys } from "./issued-keys";
import type { Block } from "./page";

/**
 * Who follows a page, with what they have before the first step: an account, a checkout beside their own repository, the
 * programs, and a cluster with the operator in which OpenHands' namespace admits only pods without any power.
 */
export class Newcomer {
  account!: EmbeddedAws;
  keys!: IssuedKeys;
  /** What the operator asks the account for. */
  operator!: Recorder;
  readonly #directory = mkdtempSync(join(tmpdir(), "openhands-aws-newcomer-"));
  readonly #checkout = join(this.#directory, "openhands-aws");
  readonly #programs = join(this.#directory, "programs");
  /** Their own. */
  readonly repository = join(this.#directory, "infrastructure");
  /** Starts while the first steps are done. */
  kubernetes!: Promise<Kubernetes>;

  static async start(installation: Installation): Promise<Newcomer> {
    const newcomer = new Newcomer();
    try {
      await newcomer.#start(installation);
    } catch (error) {
      await newcomer.stop();
      throw error;
    }
    return newcomer;
  }

  async stop(): Promise<void> {
    await (await this.kubernetes?.catch(() => undefined))?.stop();
    this.operator?.stop();
    await this.account?.stop();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /** Writes the config, or runs the commands, one after the other. @returns what the commands printed @throws Error when one fails */
  async follow(block: Block, signal?: AbortSignal): Promise<string> {
    if ("config" in block) {
      writeFileSync(join(this.#checkout, "config/openhands.yaml"), block.config);
      return "";
    }
    let printed = "";
    for (const command of block.commands) {
      const options = { cwd: this.#checkout, env: await this.#env(command), ...(signal && { signal }) };
      const { code, stdout, stderr } = await run("bash", ["-o", "pipefail", "-c", command], options);
      if (code !== 0) throw new Error(`$ ${command}\n${stdout}${stderr}`);
      printed += stdout;
    }
    await this.keys.read();
    return printed;
  }

  async #start({ python, runtime }: Installation): Promise<void> {
    for (const folder of [join(this.#checkout, "config"), this.repository, this.#programs])
      mkdirSync(folder, { recursive: true });
    symlinkSync(join(PROJECT, "bin"), join(this.#checkout, "bin"));
    cpSync(join(PROJECT, "docker"), join(this.#checkout, "docker"), { recursive: true });
    const [version = ""] = readdirSync(join(runtime, "lib"));
    const packages = join(runtime, "lib", version, "site-packages");
    const aws = `#!/bin/sh\nPYTHONPATH=${packages} exec ${python.program} -m awscli "$@"\n`;
    writeFileSync(join(this.#programs, "aws"), aws, { mode: 0o755 });

    this.account = await startEmbeddedAws(ACCOUNT);
    this.keys = new IssuedKeys(this.account.endpoint);
    this.operator = await Recorder.start(this.account.endpoint, this.keys.find);
    this.kubernetes = this.#startCluster();
    this.kubernetes.catch(() => {}); // Reported to the first command that needs it.
  }

  async #startCluster(): Promise<Kubernetes> {
    const kubernetes = await Kubernetes.start();
    try {
      await installDefinitions(kubernetes);
      await kubernetes.kubectl("create", "namespace", "external-secrets");
      await createRestricted(kubernetes, "openhands");
      await startOperator(kubernetes, { ...this.account, endpoint: this.operator.endpoint });
    } catch (error) {
      await kubernetes.stop();
      throw error;
    }
    return kubernetes;
  }

  async #env(command: string): Promise<NodeJS.ProcessEnv> {
    const env = {
      ...this.account.env,
      ...pluginCache(),
      PATH: `${this.#programs}:${process.env.PATH}`,
      AWS_DEFAULT_REGION: "us-east-1", // Another than the page's.
      TF_CLI_ARGS_apply: "-auto-approve", // The page's reader types `yes`.
      CHECKPOINT_DISABLE: "1",
    };
    if (!/\bkubectl\b/.test(command)) return env;
    const { kubeconfig, directory, binaries } = await this.kubernetes;
    const PATH = `${dirname(binaries.kubectl)}:${env.PATH}`;
    return { ...env, PATH, KUBECONFIG: kubeconfig, KUBECACHEDIR: join(directory, "cache") };
  }
}
