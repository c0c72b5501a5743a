import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IAM } from "@aws-sdk/client-iam";
import { SSM } from "@aws-sdk/client-ssm";
import { STS } from "@aws-sdk/client-sts";
import { parseConfig } from "../../../../config/load";
import { pluginCache } from "../../../../embedded/plugin-cache";
import { prepareAccount } from "../../../../embedded/prepare-account";
import { run } from "../../../../embedded/run";
import { PROJECT } from "../../../../project";
import { Bedrock } from "../../../openhands/support/bedrock/bedrock";
import { ACCOUNT, Launcher } from "../launcher";
import { Cluster } from "./cluster";

const CONFIG = `aws: {account: "${ACCOUNT}", region: ap-northeast-1}
github:
  repositories: [{name: boxp/arch}]
runtime:
  bucket: openhands-data
  subjects: [{branch: main}]
externalSecrets: {user: external-secrets}
bedrock:
  region: us-west-2
kubernetes: {}
`;

const policy = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;

/** What a runbook has an answer to. */
export const BREAKS = {
  /** Someone detached what the sessions and External Secrets need. */
  async "policies-detached"(iam: IAM, type: (command: string) => Promise<unknown>) {
    await iam.detachRolePolicy({ RoleName: "openhands-session-role", PolicyArn: policy("openhands-s3-access") });
    await iam.detachUserPolicy({ UserName: "external-secrets", PolicyArn: policy("openhands-external-secrets") });
    await type("kubectl -n openhands annotate externalsecret bedrock-credentials force-sync=1 --overwrite");
  },
};

/** Someone who follows a runbook: an account, a checkout with its config, a cluster, and nothing applied yet. */
export class Reader {
  static async start(): Promise<Reader> {
    const config = parseConfig(CONFIG, "openhands.yaml");
    const launcher = await Launcher.start(async (aws) => {
      await prepareAccount(aws, config);
      await aws.createBucket(config.runtime.bucket, config.aws.region);
    });
    const reader = new Reader(launcher);
    try {
      await reader.#prepare(config.bedrock.region);
      return reader;
    } catch (error) {
      await reader.stop();
      throw error;
    }
  }

  readonly #directory = mkdtempSync(join(tmpdir(), "openhands-aws-runbooks-"));
  readonly #iam: IAM;
  #cluster!: Cluster;
  #bedrock!: Bedrock;

  private constructor(private readonly launcher: Launcher) {
    this.#iam = new IAM(launcher.clientOf(launcher.tester));
  }

  async #prepare(region: string): Promise<void> {
    const { launcher } = this;
    symlinkSync(join(PROJECT, "bin"), join(this.#directory, "bin"));
    mkdirSync(join(this.#directory, "config"));
    writeFileSync(join(this.#directory, "config/openhands.yaml"), CONFIG);
    const { AccessKey } = await this.#iam.createAccessKey({ UserName: "external-secrets" });
    const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey ?? {};
    const operator = new SSM(launcher.clientOf({ accessKeyId, secretAccessKey }));
    this.#cluster = await Cluster.start({
      async parameter(Name) {
        return (await operator.getParameter({ Name, WithDecryption: true })).Parameter?.Value ?? "";
      },
      accepts: (secret) => {
        const value = (key: string) => Buffer.from(secret[key] ?? "", "base64").toString();
        const pair = { accessKeyId: value("AWS_ACCESS_KEY_ID"), secretAccessKey: value("AWS_SECRET_ACCESS_KEY") };
        const RoleArn = `arn:aws:iam::${ACCOUNT}:role/openhands-session-role`;
        const session = new STS(launcher.clientOf(pair)).assumeRole({ RoleArn, RoleSessionName: "openhands-pod" });
        return session.then(
          () => true,
          () => false,
        );
      },
    });
    this.#bedrock = await Bedrock.start({
      ...{ account: ACCOUNT, region, keys: (id) => launcher.key(id), authorize: () => undefined },
      answer: () => ({ text: "Hello" }),
    });
  }

  break(what: keyof typeof BREAKS): Promise<unknown> {
    return BREAKS[what](this.#iam, (command) => this.type(command));
  }

  /** Types a command, and `yes` where it asks. @returns all that it prints, as in a checkout at `/home/me/openhands-aws` */
  async type(command: string): Promise<{ code: number; text: string }> {
    const env = {
      ...this.launcher.env,
      ...pluginCache(),
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: this.#bedrock.endpoint,
      PATH: this.#cluster.path,
      CHECKPOINT_DISABLE: "1",
      GOGC: "off", // Terraform is faster without collecting garbage.
      GOMEMLIMIT: "2GiB",
    };
    const script = `exec 2>&1 < <(echo yes)\n${command}`;
    const { code, stdout } = await run("bash", ["-o", "pipefail", "-c", script], { cwd: this.#directory, env });
    return { code, text: stdout.replaceAll(this.#directory, "/home/me/openhands-aws") };
  }

  /** The ids of the user's access keys. */
  async keys(): Promise<string[]> {
    const { AccessKeyMetadata = [] } = await this.#iam
      .listAccessKeys({ UserName: "bedrock-openhands-user" })
      .catch(() => ({ AccessKeyMetadata: [] }));
    return AccessKeyMetadata.map(({ AccessKeyId = "" }) => AccessKeyId);
  }

  async stop(): Promise<void> {
    this.#bedrock?.stop();
    this.#cluster?.stop();
    await this.launcher.stop();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
