import { randomBytes, randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PRINCIPAL_SECRET } from "../../support/refresher";
import { AgentApi } from "./agent-api";
import { ACCOUNT, Aws, BEDROCK_REGION, BUCKET, REGION } from "./aws";
import { CanvasPod } from "./canvas-pod";
import { exportConfig } from "./exported";
import { Image } from "./image";
import { install } from "./installation";
import type { Cluster } from "./pod";

const CONFIG = {
  openhands: { family: "canvas", version: "1.20.0" },
  aws: { account: ACCOUNT, region: REGION },
  github: { repositories: [{ name: "boxp/arch" }] },
  runtime: { bucket: BUCKET, subjects: [{ branch: "main" }] },
  bedrock: { region: BEDROCK_REGION, models: [{ id: "anthropic.claude-sonnet-4-6", profile: "us" }] },
  kubernetes: {},
};

/** What {@link CONFIG}'s release has. */
const AGENT_SERVER = "1.49.1";

/** Agent Canvas as the command line exports it. */
export class Canvas {
  readonly key = `canary-of-the-page-${randomBytes(16).toString("hex")}`;
  aws!: Aws;
  api!: AgentApi;
  #image!: Image;
  #pod!: CanvasPod;
  readonly #node = mkdtempSync(join(tmpdir(), "openhands-aws-node-"));

  static async start(): Promise<Canvas> {
    const canvas = new Canvas();
    chmodSync(canvas.#node, 0o755);
    try {
      await canvas.#start();
    } catch (error) {
      await canvas.stop();
      throw error;
    }
    return canvas;
  }

  async stop(): Promise<void> {
    await this.#pod?.stop();
    await this.aws?.stop();
    this.#image?.remove();
    rmSync(this.#node, { recursive: true, force: true });
  }

  /** The page's address. */
  get url(): string {
    return this.api.url;
  }

  async #start(): Promise<void> {
    const { deployment, configMaps, terraform } = await exportConfig(CONFIG);
    this.aws = await Aws.start(terraform);
    this.#image = new Image(await install(), AGENT_SERVER, "canvas");
    const cluster: Cluster = {
      fields: { "metadata.uid": randomUUID() },
      secrets: {
        "bedrock-credentials": { AWS_ACCESS_KEY_ID: "AKIACANARY0000000000", AWS_SECRET_ACCESS_KEY: PRINCIPAL_SECRET },
        "openhands-keys": {
          LOCAL_BACKEND_API_KEY: this.key,
          OH_SESSION_API_KEYS_0: this.key,
          OH_SECRET_KEY: randomBytes(16).toString("hex"),
        },
      },
      configMaps,
    };
    const { aws } = this;
    this.#pod = await CanvasPod.start({ workload: deployment, cluster, image: this.#image, node: this.#node, aws });
    this.api = new AgentApi(this.#pod.url("http"), this.key, () => this.#pod.log("openhands"));
  }
}
