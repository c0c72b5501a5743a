import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ACCOUNT, BEDROCK_REGION, BUCKET, REGION } from "./aws";
import { type Contained, runContained, userOf } from "./contained";
import { exportConfig } from "./exported";
import { Image, pathOf } from "./image";
import { install } from "./installation";
import { type Cluster, type Container, containerOf, environmentOf } from "./pod";
import { Volumes } from "./volumes";

const CONFIG = {
  openhands: { family: "0.x", version: "0.62" },
  aws: { account: ACCOUNT, region: REGION },
  github: { repositories: [{ name: "boxp/arch" }] },
  runtime: { bucket: BUCKET, subjects: [{ branch: "main" }] },
  bedrock: { region: BEDROCK_REGION, models: [{ id: "anthropic.claude-sonnet-4-6", profile: "us" }] },
  kubernetes: {},
};

/** What the classes of 0.62 read. */
export interface Stored {
  readonly titles: readonly string[];
  readonly said: readonly string[];
  readonly model: string;
  readonly secrets: Readonly<Record<string, string>>;
}

/** The state of OpenHands 0.62 as it is exported. Of its programs, only the classes that keep the state run. */
export class FileStore {
  /** Starts a pod, as far as there are programs for it. */
  static async start(node: string): Promise<FileStore> {
    const { deployment, configMaps } = await exportConfig(CONFIG);
    const image = new Image(await install(), "1.34.0");
    const cluster: Cluster = {
      fields: { "metadata.uid": randomUUID() },
      secrets: { "bedrock-credentials": { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" } },
      configMaps,
    };
    const volumes = new Volumes(deployment, cluster, node);
    const contained = (container: Container) => {
      const env = environmentOf(container, cluster);
      return { image, env, mounts: volumes.of(container, env), user: userOf(deployment, container) };
    };
    for (const container of deployment.spec.template.spec.initContainers ?? [])
      await runContained({ ...contained(container), name: container.name, command: container.command ?? [] });
    const app = contained(containerOf(deployment, "openhands"));
    // Both as the app's image has it.
    const user = { ...app.user, uid: 0, gid: 0 };
    return new FileStore({ ...app, user, env: { ...app.env, FILE_STORE_PATH: "/.openhands" } });
  }

  private constructor(readonly container: Omit<Contained, "name" | "command">) {}

  stop = (): void => this.container.image.remove();

  /** Adds to a conversation. @returns all that is there then */
  async say(conversation: string, text: string): Promise<Stored> {
    const script = readFileSync(join(__dirname, "file-store.py"), "utf8");
    const command = [`${pathOf("0.62.0")}/bin/python`, "-c", script, conversation, text];
    const printed = await runContained({ ...this.container, name: "file-store.py", command });
    return JSON.parse(printed.split("\n").findLast((line) => line.startsWith("{")) ?? "null");
  }
}
