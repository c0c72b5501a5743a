import { randomUUID } from "node:crypto";
import { chownSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Server } from "../../kubernetes/support/server";
import { PRINCIPAL_SECRET } from "../../support/refresher";
import { AgentServer } from "./agent-server";
import { App } from "./app";
import { ACCOUNT, Aws, BEDROCK_REGION, BUCKET, REGION } from "./aws";
import { type Mount, runContained, userOf } from "./contained";
import { type Exported, exportConfig } from "./exported";
import { Image, UID } from "./image";
import { install, type Version } from "./installation";
import { type Cluster, type Container, containerOf, environmentOf } from "./pod";
import { startRefresher } from "./refresher";
import { type Sandbox, sandboxOf } from "./sandbox";
import { newNode, Volumes } from "./volumes";

/** Shorter than any at AWS, so that a test sees several. */
const SESSION_SECONDS = 30;

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
  #exported!: Exported;
  #image!: Image;
  #refresher!: Server;
  #directory = "";
  readonly #node: string;

  static start = (version: Version): Promise<World> =>
    World.#with(version, async (world, cluster) => {
      const sandbox = sandboxOf(environmentOf(containerOf(world.#exported.deployment, "openhands"), cluster));
      const mounts = world.#sandboxMounts(sandbox);
      return AgentServer.start({ image: world.#image, sandbox, mounts, endpoints: world.aws.endpoints });
    });

  /**
   * With the agent server that it brings.
   * @param node where its volumes are; it stays when all is stopped
   */
  static startApp = (node: string): Promise<World<App>> =>
    World.#with<App>(
      "1.34.0",
      async (world, cluster, volumes) => {
        const { deployment } = world.#exported;
        for (const container of deployment.spec.template.spec.initContainers ?? []) {
          const command = container.command ?? [];
          await runContained({ ...world.#contained(container, cluster, volumes), name: container.name, command });
        }
        const app = world.#contained(containerOf(deployment, "openhands"), cluster, volumes);
        // A sandbox is a process here, and so sees what the app does.
        const mounts = [...app.mounts, ...world.#sandboxMounts(sandboxOf(app.env)), sandboxFiles(world.#node)];
        // As the app's image has it; its sandboxes are another user's.
        const user = { ...app.user, uid: 0, gid: 0, capabilities: ["setuid", "setgid", "kill"] };
        return App.start({ ...app, mounts, user, env: { ...app.env, ...world.aws.endpoints } });
      },
      node,
    );

  static async #with<Program extends AgentServer | App>(
    version: Version,
    startProgram: (world: World<Program>, cluster: Cluster, volumes: Volumes) => Promise<Program>,
    node?: string,
  ): Promise<World<Program>> {
    const world = new World<Program>(startProgram, node);
    try {
      world.#exported = await exportConfig(CONFIG);
      world.aws = await Aws.start(world.#exported.terraform);
      // What renews it is tested with the agent servers alone.
      if (node === undefined) world.aws.sts.behaviour = { kind: "answer", lifetime: SESSION_SECONDS };
      world.#image = new Image(await install(), version);
      await world.startPod();
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  private constructor(
    private readonly startProgram: (world: World<Program>, cluster: Cluster, volumes: Volumes) => Promise<Program>,
    private readonly kept?: string,
  ) {
    this.#node = kept ?? newNode();
  }

  async stop(): Promise<void> {
    await this.stopPod();
    await this.aws?.stop();
    this.#image?.remove();
    if (this.kept === undefined) rmSync(this.#node, { recursive: true, force: true });
  }

  /** Another one than before. */
  async startPod(): Promise<void> {
    const { deployment, configMaps } = this.#exported;
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
    this.server = await this.startProgram(this, cluster, volumes);
  }

  async stopPod(): Promise<void> {
    await Promise.all([this.server?.stop(), this.#refresher?.stop()]);
  }

  /** The file of the newest session; ENOENT where there is none. */
  get credentialsFile(): string {
    return join(this.#directory, "credentials.json");
  }

  stopRefresher = (): Promise<void> => this.#refresher.stop();

  #contained(container: Container, cluster: Cluster, volumes: Volumes) {
    const env = environmentOf(container, cluster);
    const user = userOf(this.#exported.deployment, container);
    return { image: this.#image, env, mounts: volumes.of(container, env), user };
  }

  #sandboxMounts({ mounts }: Sandbox): Mount[] {
    return mounts.map(([path, source]) => ({ path, source: join(this.#node, source), readOnly: true }));
  }
}

/** A folder of the node, instead of a layer of each sandbox's container: where Docker's sandboxes have all that is theirs. */
function sandboxFiles(node: string): Mount {
  const source = join(node, "sandboxes");
  mkdirSync(source, { recursive: true });
  chownSync(source, UID, UID);
  return { path: "/workspace", source };
}
