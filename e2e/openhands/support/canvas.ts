import { randomBytes, randomUUID } from "node:crypto";
import { PRINCIPAL_SECRET } from "../../support/refresher";
import { AgentApi } from "./agent-api";
import { ACCOUNT, Aws, BEDROCK_REGION, BUCKET, REGION } from "./aws";
import { CanvasPod } from "./canvas-pod";
import { type Exported, exportConfig } from "./exported";
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
  readonly #key = `canary-of-the-page-${randomBytes(16).toString("hex")}`;
  readonly #secretKey = randomBytes(16).toString("hex");
  aws!: Aws;
  api!: AgentApi;
  #exported!: Exported;
  #image!: Image;
  #pod: CanvasPod | undefined;

  /** @param node where its volumes are; it stays when all is stopped */
  static async start(node: string): Promise<Canvas> {
    const canvas = new Canvas(node);
    try {
      canvas.#exported = await exportConfig(CONFIG);
      canvas.aws = await Aws.start(canvas.#exported.terraform);
      canvas.#image = new Image(await install(), AGENT_SERVER, "canvas");
      await canvas.startPod();
    } catch (error) {
      await canvas.stop();
      throw error;
    }
    return canvas;
  }

  private constructor(private readonly node: string) {}

  async stop(): Promise<void> {
    await this.stopPod();
    await this.aws?.stop();
    this.#image?.remove();
  }

  async stopPod(): Promise<void> {
    await this.#pod?.stop();
    this.#pod = undefined;
  }

  /** Another one than before, with the same keys. */
  async startPod(): Promise<void> {
    const { deployment: workload, configMaps } = this.#exported;
    const cluster: Cluster = {
      fields: { "metadata.uid": randomUUID() },
      secrets: {
        "bedrock-credentials": { AWS_ACCESS_KEY_ID: "AKIACANARY0000000000", AWS_SECRET_ACCESS_KEY: PRINCIPAL_SECRET },
        "openhands-keys": {
          LOCAL_BACKEND_API_KEY: this.#key,
          OH_SESSION_API_KEYS_0: this.#key,
          OH_SECRET_KEY: this.#secretKey,
        },
      },
      configMaps,
    };
    const pod = await CanvasPod.start({ workload, cluster, image: this.#image, node: this.node, aws: this.aws });
    this.#pod = pod;
    this.api = new AgentApi(pod.url("http"), this.#key, () => pod.log("openhands"));
  }
}
