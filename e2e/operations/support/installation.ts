import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EKS } from "@aws-sdk/client-eks";
import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { SSM } from "@aws-sdk/client-ssm";
import { parse, stringify } from "yaml";
import type { Config } from "../../../config/config";
import { associatedAccount } from "../../../config/identity";
import { parseConfig } from "../../../config/load";
import { prepareAccount } from "../../../embedded/prepare-account";
import { Terraform } from "../../../embedded/terraform";
import { stackModel } from "../../../export/check/stack-findings";
import { renderStacks } from "../../../export/render/json";
import { MAIN, mainFile } from "../../../export/render/terraform-directory";
import { synthesizeAll } from "../../../main";
import { fetchServed } from "../../../operations/issuer/fetch-served";
import { Account } from "../../../operations/verify/account";
import { Cluster } from "../../../operations/verify/cluster";
import { type Expected, expectedOf } from "../../../operations/verify/expected";
import { type Result, verify } from "../../../operations/verify/verify";
import type { World } from "../../../operations/verify/world";
import { PROJECT } from "../../../project";
import { Bedrock } from "../../openhands/support/bedrock/bedrock";
import { healthyObjects, putAll } from "./cluster-objects";
import { FakeKubectl } from "./fake-kubectl";
import { ACCOUNT, Launcher, type Principal } from "./launcher";

interface Pair {
  readonly AWS_ACCESS_KEY_ID: string;
  readonly AWS_SECRET_ACCESS_KEY: string;
}

/** A config without the stack openhands-deploy, applied by terraform, with a cluster and a model: all is well. */
export class Installation {
  /** @param more than the default config, by its top-level keys */
  static async start(more: object = {}): Promise<Installation> {
    const yaml = parse(readFileSync(join(PROJECT, "config/openhands.yaml"), "utf8"));
    const directory = mkdtempSync(join(tmpdir(), "openhands-aws-verify-"));
    const text = stringify({ ...yaml, deploy: undefined, ...more });
    writeFileSync(join(directory, "openhands.yaml"), text);
    const config = parseConfig(text, "openhands.yaml");
    const launcher = await Launcher.start(async (aws) => {
      await prepareAccount(aws, config);
      await aws.createBucket(config.runtime.bucket, config.aws.region);
    });
    const installation = new Installation(launcher, config, directory);
    try {
      await installation.#install();
      return installation;
    } catch (error) {
      await installation.stop();
      throw error;
    }
  }

  /** As an administrator, to break and to repair. */
  readonly eks: EKS;
  readonly iam: IAM;
  readonly ssm: SSM;
  readonly s3: S3;
  readonly kubectl = new FakeKubectl();
  readonly terraform: Terraform;
  bedrock!: Bedrock;
  #refuse: () => void = () => undefined;
  expected!: Expected;
  pair!: Pair;
  objects!: ReturnType<typeof healthyObjects>;

  private constructor(
    readonly launcher: Launcher,
    readonly config: Config,
    /** Of terraform, with openhands.yaml. */
    readonly directory: string,
  ) {
    this.terraform = new Terraform(directory, launcher.env);
    const options = launcher.clientOf(launcher.tester);
    this.eks = new EKS(options);
    this.iam = new IAM(options);
    this.ssm = new SSM(options);
    this.s3 = new S3(options);
  }

  async #install(): Promise<void> {
    const { config, launcher } = this;
    const name = associatedAccount(config)?.clusterName;
    const roleArn = `arn:aws:iam::${ACCOUNT}:role/cluster`;
    if (name) await this.eks.createCluster({ name, roleArn, resourcesVpcConfig: {} });
    const stacks = synthesizeAll(config);
    this.expected = expectedOf(await stackModel(renderStacks(stacks)));
    this.terraform.write(MAIN, mainFile(stacks.get("openhands") ?? {}));
    await this.terraform.init();
    await this.terraform.apply();
    const { accessKeyIdParameter, secretAccessKeyParameter } = config.bedrock;
    const value = async (Name: string) =>
      (await this.ssm.getParameter({ Name, WithDecryption: true })).Parameter?.Value ?? "";
    this.adopt({
      AWS_ACCESS_KEY_ID: await value(accessKeyIdParameter),
      AWS_SECRET_ACCESS_KEY: await value(secretAccessKeyParameter),
    });
    this.bedrock = await Bedrock.start({
      ...{ account: ACCOUNT, region: config.bedrock.region, keys: (id) => launcher.key(id) },
      authorize: () => this.#refuse(),
      answer: () => ({ text: "Hello" }),
    });
    await launcher.reset();
  }

  /** @param refuse throws what Bedrock says to each call */
  refuseModels(refuse: () => void): void {
    this.#refuse = refuse;
  }

  /** The cluster is well, with this access key. */
  adopt(pair: Pair): void {
    this.pair = pair;
    this.objects = healthyObjects(this.config, { ...pair });
    putAll(this.kubectl, this.objects);
  }

  /** For programs under test. */
  envOf(principal: Principal): NodeJS.ProcessEnv {
    return {
      ...this.launcher.envOf(principal),
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: this.bedrock.endpoint,
      ...this.kubectl.env,
    };
  }

  async verify(
    over: Partial<World> = {},
    { accessKeyId, secretAccessKey } = this.launcher.operator,
  ): Promise<Result[]> {
    const saved = process.env;
    process.env = { ...this.envOf(this.launcher.operator) };
    const signal = AbortSignal.timeout(27_000);
    const credentials = { accessKeyId, secretAccessKey };
    try {
      const account = new Account(this.config, { region: this.config.aws.region, credentials, signal });
      const cluster = new Cluster(this.config, this.kubectl.kubectl(signal));
      const world: World = {
        ...{
          config: this.config,
          expected: this.expected,
          account,
          cluster,
          now: new Date(),
          env: {},
          fetch: fetchServed,
        },
        options: { s3: true, maxKeyAge: 90 },
        ...over,
      };
      return await verify(world, signal);
    } finally {
      process.env = saved;
    }
  }

  async stop(): Promise<void> {
    this.bedrock?.stop();
    this.kubectl.remove();
    await this.launcher.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
