import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { releaseOf } from "../../../config/releases";
import type { KubernetesObject } from "../../kubernetes/support/cluster";
import { Recorder } from "../../support/recorder";
import { AgentApi } from "./agent-api";
import { Aws } from "./aws";
import type { CanvasPod } from "./canvas-pod";
import { Image } from "./image";
import { install, type Version } from "./installation";
import { runPod } from "./kubelet";
import { Newcomer } from "./newcomer";
import { type Block, blocksOf } from "./page";

/** The page, and what of it needs a node that listens. */
const STEPS = blocksOf("docs/kubernetes.md", "From nothing to the first answer");
const PORT_FORWARD = /^kubectl -n (\S+) port-forward service\/(\S+) (\d+)$/;
/** Ends only once a node runs the pod. */
const ROLLOUT = /^kubectl -n (\S+) rollout status /;

/** Of the release that a config gets which names none. */
const AGENT_SERVER = releaseOf({ posture: "hardened", openhands: {} }).agentServer as Version;

/** Agent Canvas as a new user gets it who follows docs/kubernetes.md to the letter. */
export class FirstAnswer {
  newcomer!: Newcomer;
  aws!: Aws;
  /** What the refresher asks STS for. */
  refresher!: Recorder;
  /** As the API server has it. */
  object!: KubernetesObject;
  /** Of the page. */
  key = "";
  api!: AgentApi;
  #image!: Image;
  #pod!: CanvasPod;
  readonly #node = mkdtempSync(join(tmpdir(), "openhands-aws-node-"));

  static async start(): Promise<FirstAnswer> {
    const answer = new FirstAnswer();
    chmodSync(answer.#node, 0o755);
    try {
      await answer.#follow();
    } catch (error) {
      await answer.stop();
      throw error;
    }
    return answer;
  }

  async stop(): Promise<void> {
    await this.#pod?.stop();
    await this.newcomer?.stop();
    this.refresher?.stop();
    await this.aws?.stop();
    this.#image?.remove();
    rmSync(this.#node, { recursive: true, force: true });
  }

  async #follow(): Promise<void> {
    const installation = await install();
    this.#image = new Image(installation, AGENT_SERVER, "canvas");
    this.newcomer = await Newcomer.start(installation);
    for (const block of STEPS) await this.#do(block);
  }

  async #do(block: Block): Promise<void> {
    if ("config" in block) {
      await this.newcomer.follow(block);
      return;
    }
    const commands = block.commands.filter((command) => !PORT_FORWARD.test(command));
    const giveUp = new AbortController();
    const matching = (pattern: RegExp) => block.commands.map((command) => pattern.exec(command)).find(Boolean);
    const [, started] = matching(ROLLOUT) ?? [];
    const [followed, node] = await Promise.allSettled([
      this.newcomer.follow({ commands }, giveUp.signal),
      started === undefined
        ? undefined
        : this.#run(started).catch((error) => {
            giveUp.abort();
            throw error;
          }),
    ]);
    if (node.status === "rejected") throw node.reason;
    if (followed.status === "rejected") throw followed.reason;
    const [, namespace = "", service = "", port = ""] = matching(PORT_FORWARD) ?? [];
    if (service) await this.#open(followed.value.trim(), namespace, service, Number(port));
  }

  /** In place of the node. */
  async #run(namespace: string): Promise<void> {
    const { account, keys, repository } = this.newcomer;
    const terraform = readFileSync(join(repository, "terraform/aws/openhands/main.tf.json"), "utf8");
    this.aws = await Aws.start(terraform, account);
    this.refresher = await Recorder.start(this.aws.sts.endpoint, keys.find);
    const { aws, refresher } = this;
    const props = { image: this.#image, node: this.#node, aws, sts: refresher.endpoint };
    const { object, running } = await runPod(await this.newcomer.kubernetes, namespace, props);
    this.object = object;
    this.#pod = running;
  }

  /** In place of `kubectl port-forward`, which goes through the node. */
  async #open(key: string, namespace: string, name: string, port: number): Promise<void> {
    const kubernetes = await this.newcomer.kubernetes;
    const { ports, selector } = (await kubernetes.get("service", name, namespace)).spec;
    expect(this.object.metadata.labels).toMatchObject(selector);
    const { targetPort } = ports.find((one: { port: number }) => one.port === port);
    this.key = key;
    this.api = new AgentApi(this.#pod.url(targetPort), key, () => this.#pod.log("openhands"));
  }
}
