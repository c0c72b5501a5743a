import { randomBytes, randomUUID } from "node:crypto";
import { answers, freePorts, type Server } from "../../kubernetes/support/server";
import { startContained } from "./contained";
import { HOME, type Image, UID } from "./image";
import type { Sandbox } from "./sandbox";

/** One of a conversation's events; of its many fields those that the tests look at. */
export interface Event {
  readonly kind: string;
  readonly source: string;
  readonly [field: string]: unknown;
}

/** A conversation that has come to rest. */
export interface Conversation {
  /** `finished`, `error`, ... */
  readonly status: string;
  readonly events: readonly Event[];
}

export interface AgentServerProps {
  readonly image: Image;
  readonly sandbox: Sandbox;
  /** The folder that stands for the node's `/`. */
  readonly node: string;
  /** Where AWS is, in the SDKs' and LiteLLM's own variables. */
  readonly endpoints: Readonly<Record<string, string>>;
}

/** How long a conversation may take on a busy machine. */
const PATIENCE = 120_000;

/** A real agent server, as a sandbox of the product's image, and its REST interface. */
export class AgentServer {
  readonly #key = randomBytes(16).toString("hex");
  #server: Server | undefined;

  private constructor(
    private readonly props: AgentServerProps,
    private readonly port: number,
  ) {}

  static async start(props: AgentServerProps): Promise<AgentServer> {
    const [port = 0] = await freePorts(1);
    const server = new AgentServer(props, port);
    const { image, sandbox, node, endpoints } = props;
    server.#server = await startContained({
      name: "the agent server",
      ...{ image, node, mounts: sandbox.mounts, uid: UID },
      env: {
        ...sandbox.env,
        ...endpoints,
        OH_SESSION_API_KEYS_0: server.#key,
        OH_SECRET_KEY: randomBytes(16).toString("hex"),
        OH_PERSISTENCE_DIR: `${HOME}/.openhands`,
        // No look for a browser, an editor and prices, none of which is here.
        OH_PRELOAD_TOOLS: "false",
        OH_ENABLE_VSCODE: "false",
        LITELLM_LOCAL_MODEL_COST_MAP: "True",
        COLUMNS: "2000", // The log is not to be broken into lines.
      },
      command: [...image.command, "--host", "127.0.0.1", "--port", String(port)],
      ready: () => answers(`http://127.0.0.1:${port}/ready`),
    });
    return server;
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
  }

  log(): string {
    return this.#server?.log() ?? "";
  }

  /** Says something to an agent with a terminal, in a conversation of its own. @returns when the agent rests */
  async converse(text: string, llm: object = {}): Promise<Conversation> {
    const { env } = this.props.sandbox;
    const { id } = await this.#call<{ id: string }>("POST", "", {
      conversation_id: randomUUID(),
      agent: {
        kind: "Agent",
        llm: {
          model: env.LLM_MODEL,
          aws_region_name: env.LLM_AWS_REGION_NAME,
          usage_id: "agent",
          num_retries: 0,
          ...llm,
        },
        tools: [{ name: "terminal", params: {} }],
      },
      workspace: { kind: "LocalWorkspace", working_dir: `${HOME}/workspace` },
      autotitle: false,
      max_iterations: 10,
      initial_message: { role: "user", content: [{ type: "text", text }], run: true },
    });
    const end = Date.now() + PATIENCE;
    for (;;) {
      const { execution_status: status } = await this.#call<{ execution_status: string }>("GET", `/${id}`);
      if (status !== "running" && status !== "idle") return { status, events: await this.#events(id) };
      if (Date.now() > end)
        throw new Error(
          `The conversation is still ${status}:\n${JSON.stringify(await this.#events(id))}\n${this.log()}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  async #events(id: string): Promise<Event[]> {
    return (await this.#call<{ items: Event[] }>("GET", `/${id}/events/search?limit=100`)).items;
  }

  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${this.port}/api/conversations${path}`, {
      method,
      headers: { "content-type": "application/json", "x-session-api-key": this.#key },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}\n${this.log()}`);
    return JSON.parse(text);
  }
}
