import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Cluster as Kubernetes, type KubernetesObject } from "../../kubernetes/support/cluster";
import { AgentApi } from "./agent-api";
import { ACCOUNT, BEDROCK_REGION, BUCKET, REGION } from "./aws";
import type { CanvasPod } from "./canvas-pod";
import { exportConfig } from "./exported";
import { Image } from "./image";
import { install } from "./installation";
import { runPod, tokensOf } from "./kubelet";
import { newNode } from "./volumes";
import { WorkloadAws } from "./workload-aws";

const ISSUER = "https://oidc.example.com/agents";
const AUDIENCE = "sts.amazonaws.com";
const NAMESPACE = "openhands";

const CONFIG = {
  openhands: { family: "canvas", version: "1.20.0" },
  aws: { account: ACCOUNT, region: REGION },
  github: { repositories: [{ name: "boxp/arch" }] },
  runtime: { bucket: BUCKET, subjects: [{ branch: "main" }] },
  bedrock: {
    access: "workload-identity",
    region: BEDROCK_REGION,
    models: [{ id: "anthropic.claude-sonnet-4-6", profile: "us" }],
  },
  kubernetes: { identity: { cluster: "self-hosted", issuer: { url: ISSUER } } },
};

/** What {@link CONFIG}'s release has. */
const AGENT_SERVER = "1.49.1";

/** Of the exported objects those that a pod needs. External Secrets' Secret is written by hand. */
const NEEDED = ["Namespace", "ServiceAccount", "PersistentVolumeClaim", "Deployment"];

/** Agent Canvas in a real cluster whose issuer AWS trusts, without an access key. */
export class WorkloadCanvas {
  aws!: WorkloadAws;
  api!: AgentApi;
  /** As the API server has it. */
  object!: KubernetesObject;
  #kubernetes?: Kubernetes;
  #image?: Image;
  #pod?: CanvasPod;
  readonly #node = newNode();

  static async start(): Promise<WorkloadCanvas> {
    const canvas = new WorkloadCanvas();
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
    await this.#kubernetes?.stop();
    this.#image?.remove();
    rmSync(this.#node, { recursive: true, force: true });
  }

  /** A new token of the pod's in its volume, as the kubelet renews it. @returns the token */
  async renewToken(): Promise<string> {
    const tokens = await tokensOf(this.#cluster, this.object);
    this.#running.writeTokens(tokens);
    return tokens[AUDIENCE] ?? "";
  }

  /** The token of another service account in the pod's volume. */
  async replaceToken(serviceAccount: string): Promise<void> {
    await this.#cluster.kubectl("create", "serviceaccount", serviceAccount, `--namespace=${NAMESPACE}`);
    const options = [`--namespace=${NAMESPACE}`, `--audience=${AUDIENCE}`];
    const token = await this.#cluster.kubectl("create", "token", serviceAccount, ...options);
    this.#running.writeTokens({ [AUDIENCE]: token.trim() });
  }

  async #start(): Promise<void> {
    const image = new Image(await install(), AGENT_SERVER, "canvas");
    this.#image = image;
    const exporting = exportConfig(CONFIG);
    exporting.catch(() => {}); // Reported once the cluster has started.
    this.#kubernetes = await Kubernetes.start(ISSUER);
    const { objects, terraform } = await exporting;
    const { keys } = JSON.parse(await this.#cluster.kubectl("get", "--raw=/openid/v1/jwks"));
    this.aws = await WorkloadAws.start(terraform, { url: ISSUER, audiences: [AUDIENCE], keys });
    for (const kind of NEEDED)
      for (const object of objects.filter((one) => one.kind === kind)) await this.#apply(object);
    const key = `canary-of-the-page-${randomBytes(16).toString("hex")}`;
    const secret = { LOCAL_BACKEND_API_KEY: key, OH_SESSION_API_KEYS_0: key, OH_SECRET_KEY: key };
    const metadata = { name: "openhands-keys", namespace: NAMESPACE };
    await this.#apply({ apiVersion: "v1", kind: "Secret", metadata, stringData: secret });
    const props = { image, node: this.#node, aws: this.aws };
    const { object, running } = await runPod(this.#cluster, NAMESPACE, props);
    this.object = object;
    this.#pod = running;
    this.api = new AgentApi(running.url("http"), key, () => running.log("openhands"));
  }

  async #apply(object: object): Promise<void> {
    const file = join(this.#cluster.directory, "object.json");
    writeFileSync(file, JSON.stringify(object));
    await this.#cluster.kubectl("apply", "--server-side", "--validate=strict", "-f", file);
  }

  get #cluster(): Kubernetes {
    return this.#kubernetes as Kubernetes;
  }

  get #running(): CanvasPod {
    return this.#pod as CanvasPod;
  }
}
