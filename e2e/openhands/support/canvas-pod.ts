import { answers, freePorts, type Server } from "../../kubernetes/support/server";
import { QUIET } from "./agent-server";
import { runContained, startContained, userOf } from "./contained";
import type { Image } from "./image";
import { type Cluster, type Container, environmentOf, type Tokens, type Workload } from "./pod";
import { Volumes } from "./volumes";

export interface CanvasPodProps {
  readonly workload: Workload;
  readonly cluster: Cluster;
  readonly image: Image;
  /** The folder that stands for the node's `/`. */
  readonly node: string;
  readonly aws: {
    /** Where it is for the agent, in the SDKs' and LiteLLM's own variables. */
    readonly endpoints: Readonly<Record<string, string>>;
    readonly sts: { readonly endpoint: string };
  };
  /** Where STS is for the refresher. @default `aws.sts` */
  readonly sts?: string;
}

/** Agent Canvas' pod: the settings are written, then the refresher and the agent with its page run side by side. */
export class CanvasPod {
  /** @throws Error when a container ends, or is not ready in time */
  static async start(props: CanvasPodProps): Promise<CanvasPod> {
    const pod = new CanvasPod(props);
    try {
      await pod.#start();
    } catch (error) {
      await pod.stop();
      throw error;
    }
    return pod;
  }

  readonly #volumes: Volumes;
  readonly #servers = new Map<string, Server>();
  /** The network is the host's: other ports, by the containers' names and numbers. */
  readonly #ports = new Map<string | number, number>();

  private constructor(private readonly props: CanvasPodProps) {
    this.#volumes = new Volumes(props.workload, props.cluster, props.node);
  }

  /** The address of a port of the pod. */
  url(port: string | number): string {
    const own = this.#ports.get(port);
    if (own === undefined) throw new Error(`No container of the pod has the port ${port}.`);
    return `http://127.0.0.1:${own}`;
  }

  /** As the kubelet does when it renews them. */
  writeTokens = (tokens: Tokens): void => this.#volumes.writeTokens(tokens);

  log = (container: string): string => this.#servers.get(container)?.log() ?? "";

  async stop(): Promise<void> {
    await Promise.all([...this.#servers.values()].map((server) => server.stop()));
  }

  async #start(): Promise<void> {
    const { initContainers = [], containers } = this.props.workload.spec.template.spec;
    const ports = containers.flatMap((container) => container.ports ?? []);
    const free = await freePorts(ports.length + 2);
    for (const { name, containerPort } of ports) {
      const own = free.pop() ?? 0;
      this.#ports.set(containerPort, own);
      if (name !== undefined) this.#ports.set(name, own);
    }
    const more = this.#ofTests(free);
    for (const container of initContainers) await runContained(this.#contained(container));
    const started = await Promise.allSettled(
      containers.map(async (container) => {
        const { env, ...contained } = this.#contained(container);
        const served = { ...env, ...this.#moved(env), ...more[container.name] };
        const server = await startContained({ ...contained, env: served, ready: () => this.#isReady(container) });
        this.#servers.set(container.name, server);
      }),
    );
    for (const result of started) if (result.status === "rejected") throw result.reason;
  }

  /** What the objects do not have, by container. */
  #ofTests([agentServer, automation]: number[]): Record<string, Record<string, string>> {
    const { aws, sts = aws.sts.endpoint } = this.props;
    const unseen = { AGENT_SERVER_PORT: String(agentServer), AUTOMATION_PORT: String(automation) };
    return {
      openhands: { ...aws.endpoints, ...QUIET, ...unseen },
      "aws-credentials-refresher": { AWS_ENDPOINT_URL: sts },
    };
  }

  /** The variables that name a port of the pod. */
  #moved(env: Readonly<Record<string, string>>): Record<string, string> {
    const named = Object.entries(env).filter(([, value]) => this.#ports.has(Number(value)));
    return Object.fromEntries(named.map(([name, value]) => [name, String(this.#ports.get(Number(value)))]));
  }

  async #isReady({ readinessProbe }: Container): Promise<boolean> {
    const { path = "/", port } = readinessProbe?.httpGet ?? {};
    return port === undefined || answers(`${this.url(port)}${path}`);
  }

  #contained(container: Container) {
    const { workload, cluster, image } = this.props;
    const env = environmentOf(container, cluster);
    return {
      name: container.name,
      ...{ image, env, mounts: this.#volumes.of(container, env), user: userOf(workload, container) },
      ...(container.workingDir !== undefined && { workingDir: container.workingDir }),
      command: [...(container.command ?? image.command), ...(container.args ?? [])],
    };
  }
}
