import { randomBytes, randomUUID } from "node:crypto";
import { answers, freePorts, type Server } from "../../kubernetes/support/server";
import { PRINCIPAL_SECRET } from "../../support/refresher";
import { AgentApi } from "./agent-api";
import { QUIET } from "./agent-server";
import { ACCOUNT, Aws, BEDROCK_REGION, BUCKET, REGION } from "./aws";
import { runContained, startContained, userOf } from "./contained";
import { type Exported, exportConfig } from "./exported";
import { Image } from "./image";
import { install } from "./installation";
import { type Cluster, type Container, containerOf, environmentOf, type Workload } from "./pod";
import { startRefresher } from "./refresher";
import { Volumes } from "./volumes";

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

/** Agent Canvas' pod: the settings are written, then the refresher and the agent with its page run side by side. */
export class Canvas {
  readonly key = `canary-of-the-page-${randomBytes(16).toString("hex")}`;
  readonly #secretKey = randomBytes(16).toString("hex");
  aws!: Aws;
  api!: AgentApi;
  #exported!: Exported;
  #image!: Image;
  #servers: Server[] = [];

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

  /** The page's address. */
  get url(): string {
    return this.api.url;
  }

  async stopPod(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.stop()));
    this.#servers = [];
  }

  /** Another one than before, with the same keys. */
  async startPod(): Promise<void> {
    const { deployment, configMaps } = this.#exported;
    const cluster: Cluster = {
      fields: { "metadata.uid": randomUUID() },
      secrets: {
        "bedrock-credentials": { AWS_ACCESS_KEY_ID: "AKIACANARY0000000000", AWS_SECRET_ACCESS_KEY: PRINCIPAL_SECRET },
        "openhands-keys": {
          LOCAL_BACKEND_API_KEY: this.key,
          OH_SESSION_API_KEYS_0: this.key,
          OH_SECRET_KEY: this.#secretKey,
        },
      },
      configMaps,
    };
    const volumes = new Volumes(deployment, cluster, this.node);
    for (const container of deployment.spec.template.spec.initContainers ?? [])
      await runContained({ ...this.#contained(deployment, container, cluster, volumes) });
    const refresher = await startRefresher(deployment, cluster, volumes, this.#image, this.aws.sts.endpoint);
    this.#servers.push(refresher.server);

    const [front = 0, agentServer = 0, automation = 0] = await freePorts(3); // The network is the host's.
    const url = `http://127.0.0.1:${front}`;
    const agent = this.#contained(deployment, containerOf(deployment, "openhands"), cluster, volumes);
    const server = await startContained({
      ...agent,
      env: {
        ...agent.env,
        ...this.aws.endpoints,
        ...QUIET,
        PUBLIC_MODE_PORT: String(front),
        AGENT_SERVER_PORT: String(agentServer),
        AUTOMATION_PORT: String(automation),
      },
      ready: () => answers(`${url}/ready`),
    });
    this.#servers.push(server);
    this.api = new AgentApi(url, this.key, server.log);
  }

  #contained(workload: Workload, container: Container, cluster: Cluster, volumes: Volumes) {
    const env = environmentOf(container, cluster);
    return {
      name: container.name,
      ...{ image: this.#image, env, mounts: volumes.of(container, env), user: userOf(workload, container) },
      ...(container.workingDir !== undefined && { workingDir: container.workingDir }),
      command: [...(container.command ?? this.#image.command), ...(container.args ?? [])],
    };
  }
}
