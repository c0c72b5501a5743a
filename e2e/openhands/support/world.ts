import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Server } from "../../kubernetes/support/server";
import { PRINCIPAL_SECRET } from "../../support/refresher";
import { AgentServer } from "./agent-server";
import { ACCOUNT, Aws, BEDROCK_REGION, BUCKET, REGION } from "./aws";
import { exportConfig } from "./exported";
import { Image } from "./image";
import { install, type Version } from "./installation";
import { type Cluster, containerOf, environmentOf, type Workload } from "./pod";
import { startRefresher } from "./refresher";
import { sandboxOf } from "./sandbox";
import { Volumes } from "./volumes";

const CONFIG = {
  openhands: { version: "1.11" },
  aws: { account: ACCOUNT, region: REGION },
  github: { repositories: [{ name: "boxp/arch" }] },
  runtime: { bucket: BUCKET, subjects: [{ branch: "main" }], refresher: {} },
  bedrock: { region: BEDROCK_REGION, models: [{ id: "anthropic.claude-sonnet-4-6", profile: "us" }] },
  kubernetes: {},
};

/** An agent server and a refresher as the exported objects have them. */
export class World {
  aws!: Aws;
  server!: AgentServer;
  #image!: Image;
  #refresher!: Server;
  #directory = "";
  readonly #node = mkdtempSync(join(tmpdir(), "openhands-aws-node-"));

  static async start(version: Version): Promise<World> {
    const world = new World();
    chmodSync(world.#node, 0o755);
    try {
      await world.#start(version);
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  async stop(): Promise<void> {
    await Promise.all([this.server?.stop(), this.#refresher?.stop()]);
    await this.aws?.stop();
    this.#image?.remove();
    rmSync(this.#node, { recursive: true, force: true });
  }

  /** The file of the newest session; ENOENT where there is none. */
  get credentialsFile(): string {
    return join(this.#directory, "credentials.json");
  }

  stopRefresher = (): Promise<void> => this.#refresher.stop();

  async #start(version: Version): Promise<void> {
    const { deployment, configMaps, terraform } = await exportConfig(CONFIG);
    this.aws = await Aws.start(terraform);
    this.#image = new Image(await install(), version);
    const cluster: Cluster = {
      fields: { "metadata.uid": randomUUID(), "status.hostIP": "127.0.0.1" },
      secrets: {
        "bedrock-credentials": { AWS_ACCESS_KEY_ID: "AKIACANARY0000000000", AWS_SECRET_ACCESS_KEY: PRINCIPAL_SECRET },
      },
      configMaps,
    };
    await this.#startRefresher(deployment, cluster);
    const sandbox = sandboxOf(environmentOf(containerOf(deployment, "openhands"), cluster));
    this.server = await AgentServer.start({
      ...{ image: this.#image, sandbox, endpoints: this.aws.endpoints },
      mounts: sandbox.mounts.map(([path, source]) => ({ path, source: join(this.#node, source), readOnly: true })),
    });
  }

  async #startRefresher(deployment: Workload, cluster: Cluster): Promise<void> {
    const volumes = new Volumes(deployment, cluster, this.#node);
    const refresher = await startRefresher(deployment, cluster, volumes, this.#image, this.aws.sts.endpoint);
    this.#refresher = refresher.server;
    this.#directory = refresher.directory;
  }
}
