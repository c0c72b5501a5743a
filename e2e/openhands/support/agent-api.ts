import { randomUUID } from "node:crypto";
import { HOME } from "./image";

/** One of a conversation's events; of its many fields those that the tests look at. */
export interface Event {
  readonly kind: string;
  readonly source: string;
  readonly [field: string]: unknown;
}

/** A conversation that has come to rest. */
export interface Conversation {
  readonly id: string;
  /** `finished`, `error`, ... */
  readonly status: string;
  readonly events: readonly Event[];
}

/** How long a conversation may take on a busy machine. */
const PATIENCE = 120_000;

const message = (text: string) => ({ role: "user", content: [{ type: "text", text }], run: true });

const isAnswer = ({ kind, source }: Event) =>
  kind === "ConversationErrorEvent" || (kind === "MessageEvent" && source === "agent");

/** The REST interface of an agent server. */
export class AgentApi {
  constructor(
    readonly url: string,
    private readonly key: string,
    /** For the messages of errors. */
    readonly log: () => string,
  ) {}

  /** Says something to an agent with a terminal, in a conversation of its own. @returns when the agent rests */
  async converse(text: string, llm: object): Promise<Conversation> {
    const { id } = await this.call<{ id: string }>("POST", "/conversations", {
      conversation_id: randomUUID(),
      agent: {
        kind: "Agent",
        llm: { usage_id: "agent", num_retries: 0, ...llm },
        tools: [{ name: "terminal", params: {} }],
      },
      workspace: { kind: "LocalWorkspace", working_dir: `${HOME}/workspace` },
      autotitle: false,
      max_iterations: 10,
      initial_message: message(text),
    });
    return this.#rest(id);
  }

  /** Says something more in a conversation. @returns when the agent rests */
  async say(id: string, text: string): Promise<Conversation> {
    const answers = (await this.read(id)).filter(isAnswer).length;
    await this.call("POST", `/conversations/${id}/events`, message(text));
    return this.#rest(id, answers);
  }

  /** @param answers that the agent has given already */
  async #rest(id: string, answers = -1): Promise<Conversation> {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const { execution_status: status } = await this.call<{ execution_status: string }>("GET", `/conversations/${id}`);
      if (status !== "running" && status !== "idle") {
        const events = await this.read(id);
        if (events.filter(isAnswer).length > answers) return { id, status, events };
      }
      if (Date.now() > end)
        throw new Error(`The conversation is still ${status}:\n${JSON.stringify(await this.read(id))}\n${this.log()}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** The ids of all conversations, of each as it was given. */
  async list(): Promise<string[]> {
    const { items } = await this.call<{ items: { id: string }[] }>("GET", "/conversations/search?limit=100");
    return items.map(({ id }) => id);
  }

  /** A conversation's events. */
  async read(id: string): Promise<Event[]> {
    return (await this.call<{ items: Event[] }>("GET", `/conversations/${id}/events/search?limit=100`)).items;
  }

  /** @throws Error with what the server answered when it refuses */
  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: { "content-type": "application/json", "x-session-api-key": this.key },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}\n${this.log()}`);
    return JSON.parse(text);
  }
}
