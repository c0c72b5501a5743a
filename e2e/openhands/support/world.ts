import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedAws, startEmbeddedAws } from "../../../embedded/aws";
import { answers, freePorts, type Server } from "../../kubernetes/support/server";
import { FaultySts } from "../../support/faulty-sts";
import { PRINCIPAL_SECRET } from "../../support/refresher";
import { Access, type Session } from "./access";
import { AgentServer } from "./agent-server";
import { Bedrock, type BedrockProps } from "./bedrock/bedrock";
import type { Needed } from "./bedrock/models";
import { AwsError } from "./bedrock/sigv4";
import { startContained } from "./contained";
import { exportConfig } from "./exported";
import { Image } from "./image";
import { install, type Version } from "./installation";
import { type Cluster, containerOf, environmentOf, nodeMountsOf, type Workload } from "./pod";
import { Recorder } from "./recorder";
import { sandboxOf } from "./sandbox";

export const ACCOUNT = "123456789012";
export const BUCKET = "openhands-data";

/** Shorter than any at AWS, so that a test sees several. */
const SESSION_SECONDS = 30;

/** Two regions, so that one taken for the other shows. */
const CONFIG = {
  openhands: { version: "1.11" },
  aws: { account: ACCOUNT, region: "ap-northeast-1" },
  github: { repositories: [{ name: "boxp/arch" }] },
  runtime: { bucket: BUCKET, subjects: [{ branch: "main" }], refresher: {} },
  bedrock: { region: "us-west-2", models: [{ id: "anthropic.claude-sonnet-4-6", profile: "us" }] },
  kubernetes: {},
};

/** An agent server and a refresher as the exported objects have them, on an AWS that checks who asks for what. */
export class World {
  /** Keys that AWS accepts no longer. */
  readonly revoked = new Set<string>();
  answer: BedrockProps["answer"] = () => ({ text: "Nothing to say." });

  bedrock!: Bedrock;
  recorder!: Recorder;
  server!: AgentServer;
  /** What AWS goes by. */
  access!: Access;
  /** main.tf.json of the role's stack. */
  terraform!: string;
  sts!: FaultySts;
  #aws!: EmbeddedAws;
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
    for (const stub of [this.bedrock, this.recorder, this.sts]) stub?.stop();
    await this.#aws?.stop();
    this.#image?.remove();
    rmSync(this.#node, { recursive: true, force: true });
  }

  /** The file of the newest session; ENOENT where there is none. */
  get credentialsFile(): string {
    return join(this.#node, this.#directory, "credentials.json");
  }

  stopRefresher = (): Promise<void> => this.#refresher.stop();

  /** The session with which STS answered the last time. */
  get session(): Session {
    const asked = this.sts.requests.findLast((request) => request.get("Action") === "AssumeRole");
    const of = (name: string) => asked?.get(name) ?? "";
    return { role: of("RoleArn"), name: of("RoleSessionName"), policy: of("Policy") };
  }

  async #start(version: Version): Promise<void> {
    const { deployment, terraform } = await exportConfig(CONFIG);
    this.terraform = terraform;
    this.access = await Access.read(terraform);
    this.#aws = await startEmbeddedAws(ACCOUNT);
    await this.#aws.createBucket(BUCKET, CONFIG.aws.region);
    this.sts = await FaultySts.start(this.#aws.endpoint);
    this.sts.behaviour = { kind: "answer", lifetime: SESSION_SECONDS };
    this.recorder = await Recorder.start(this.#aws.endpoint, this.#keys);
    this.bedrock = await Bedrock.start({
      ...{ account: ACCOUNT, region: CONFIG.bedrock.region, keys: this.#keys },
      authorize: (_, action, needed) => this.#authorize(action, needed),
      answer: (dialogue) => this.answer(dialogue),
    });
    this.#image = new Image(await install(), version);

    const cluster: Cluster = {
      fields: { "metadata.uid": randomUUID(), "status.hostIP": "127.0.0.1" },
      secrets: {
        "bedrock-credentials": { AWS_ACCESS_KEY_ID: "AKIACANARY0000000000", AWS_SECRET_ACCESS_KEY: PRINCIPAL_SECRET },
      },
    };
    await this.#startRefresher(deployment, cluster);
    this.server = await AgentServer.start({
      image: this.#image,
      node: this.#node,
      sandbox: sandboxOf(environmentOf(containerOf(deployment, "openhands"), cluster)),
      endpoints: {
        AWS_ENDPOINT_URL_STS: this.recorder.endpoint,
        AWS_ENDPOINT_URL_S3: this.recorder.endpoint,
        AWS_BEDROCK_RUNTIME_ENDPOINT: this.bedrock.endpoint,
        AWS_EC2_METADATA_DISABLED: "true",
      },
    });
  }

  async #startRefresher(deployment: Workload, cluster: Cluster): Promise<void> {
    const container = containerOf(deployment, "aws-credentials-refresher");
    const env = environmentOf(container, cluster);
    const mounts = nodeMountsOf(deployment, container, env);
    this.#directory = mounts[0]?.[1] ?? "";
    const [port = 0] = await freePorts(1); // The network is the host's.
    this.#refresher = await startContained({
      name: "the refresher",
      ...{ image: this.#image, node: this.#node, mounts, uid: 0 },
      env: { ...env, AWS_ENDPOINT_URL: this.sts.endpoint, OPENHANDS_AWS_HEALTH_PORT: String(port) },
      command: container.command ?? [],
      ready: () => answers(`http://127.0.0.1:${port}/healthz`),
    });
  }

  readonly #keys = (accessKeyId: string) =>
    this.revoked.has(accessKeyId) ? undefined : this.sts.issued.get(accessKeyId);

  #authorize(action: string, needed: Needed): void {
    const refusal = this.access.refusal(this.session, action, needed);
    if (refusal === undefined) return;
    const { role, name } = this.session;
    const who = `arn:aws:sts::${ACCOUNT}:assumed-role/${role.split("/").pop()}/${name}`;
    const message = `User: ${who} is not authorized to perform: ${action} on resource: ${needed.resource} (${refusal})`;
    throw new AwsError(403, "AccessDeniedException", message);
  }
}
