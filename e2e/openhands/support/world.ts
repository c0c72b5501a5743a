import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Server } from "../../kubernetes/support/server";
import { PRINCIPAL_SECRET } from "../../support/refresher";
import { AgentServer } from "./agent-server";
import { App } from "./app";
import { ACCOUNT, Aws, BEDROCK_REGION, BUCKET, REGION } from "./aws";
import { type Mount, runContained, userOf } from "./contained";
import { exportConfig } from "./exported";
import { Image } from "./image";
import { install, type Version } from "./installation";
import { type Cluster, type Container, containerOf, environmentOf, type Workload } from "./pod";
import { startRefresher } from "./refresher";
import { type Sandbox, sandboxOf } from "./sandbox";
import { Volumes } from "./volumes";

const CONFIG = {
  openhands: { family: "1.x", version: "1.11" },
  aws: { account: ACCOUNT, region: REGION },
  github: { repositories: [{ name: "boxp/arch" }] },
  runtime: { bucket: BUCKET, subjects: [{ branch: "main" }], refresher: {} },
  bedrock: { region: BEDROCK_REGION, models: [{ id: "anthropic.claude-sonnet-4-6", profile: "us" }] },
  kubernetes: {},
};

/** An agent server, or the app that starts it, and a refresher as the exported objects have them. */
export class World<Program extends AgentServer | App = AgentServer> {
  aws!: Aws;
  server!: Program;
  #image!: Image;
  #refresher!: Server;
  #directory = "";
  readonly #node = mkdtempSync(join(tmpdir(), "openhands-aws-node-"));

  static start = (version: Version): Promise<World> =>
    World.#with(version, async (world, deployment, cluster) => {
      const sandbox = sandboxOf(environmentOf(containerOf(deployment, "openhands"), cluster));
      const mounts = world.#sandboxMounts(sandbox);
      return AgentServer.start({ image: world.#image, sandbox, mounts, endpoints: world.aws.endpoints });
    });

  /** With the agent server that it brings. */
  static startApp = (): Promise<World<App>> =>
    World.#with("1.34.0", async (world, deployment, cluster, volumes) => {
      const image = world.#image;
      const contained = (container: Container) => {
        const env = environmentOf(container, cluster);
        return { image, env, mounts: volumes.of(container, env), user: userOf(deployment, container) };
      };
      for (const container of deployment.spec.template.spec.initContainers ?? [])
        await runContained({ ...contained(container), name: container.name, command: container.command ?? [] });
      const app = contained(containerOf(deployment, "openhands"));
      // A sandbox is a process here, and so sees what the app does.
      const mounts = [...app.mounts, ...world.#sandboxMounts(sandboxOf(app.env))];
      // As the app's image has it; its sandboxes are another user's.
      const user = { ...app.user, uid: 0, gid: 0, capabilities: ["setuid", "setgid", "kill"] };
      return App.start({ ...app, mounts, user, env: { ...app.env, ...world.aws.endpoints } });
    });

  static async #with<Program extends AgentServer | App>(
    version: Version,
    start: (world: World<Program>, deployment: Workload, cluster: Cluster, volumes: Volumes) => Promise<Program>,
  ): Promise<World<Program>> {
    const world = new World<Program>();
    chmodSync(world.#node, 0o755);
    try {
      world.server = await start(world, ...(await world.#prepare(version)));
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

  async #prepare(version: Version): Promise<[Workload, Cluster, Volumes]> {
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
    const volumes = new Volumes(deployment, cluster, this.#node);
    const refresher = await startRefresher(deployment, cluster, volumes, this.#image, this.aws.sts.endpoint);
    this.#refresher = refresher.server;
    this.#directory = refresher.directory;
    return [deployment, cluster, volumes];
  }

  #sandboxMounts({ mounts }: Sandbox): Mount[] {
    return mounts.map(([path, source]) => ({ path, source: join(this.#node, source), readOnly: true }));
  }
}
