import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { answers, freePorts, type Server } from "../../kubernetes/support/server";
import type { Conversation, Event } from "./agent-api";
import { QUIET } from "./agent-server";
import { type Mount, startContained, type User } from "./contained";
import { type Image, pathOf, SANDBOX, START_APP } from "./image";

export interface AppProps {
  readonly image: Image;
  readonly env: Readonly<Record<string, string>>;
  readonly mounts: readonly Mount[];
  readonly user: User;
}

interface Page<T> {
  readonly items: readonly T[];
}

/** How long a conversation may take on a busy machine. */
const PATIENCE = 240_000;

/** What a conversation ends with, by its status. */
const LAST: Readonly<Record<string, string>> = { finished: "MessageEvent", error: "ConversationErrorEvent" };

/** The last app of 1.x, which starts its sandboxes as processes beside it. */
export class App {
  private constructor(
    private readonly url: string,
    private readonly server: Server,
    readonly container: AppProps,
  ) {}

  static async start(props: AppProps): Promise<App> {
    const { image, env, mounts, user } = props;
    const [port = 0] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    const server = await startContained({
      name: "the app",
      ...{ image, mounts, user },
      env: {
        ...env,
        ...QUIET,
        COLUMNS: "200",
        LOG_LEVEL: "WARNING",
        HOME: "/root",
        RUNTIME: "process",
        OH_SANDBOX_KIND: "ProcessSandboxServiceInjector",
        // What is started as a process is what a container would be: paths and variables are those of Docker's sandboxes.
        OH_SANDBOX_SPEC_KIND: "DockerSandboxSpecServiceInjector",
        OH_SANDBOX_SPEC_PULL_IF_MISSING: "false",
        OH_SANDBOX_BASE_WORKING_DIR: `${env.OH_PERSISTENCE_DIR}/sandboxes`,
        OH_SANDBOX_PYTHON_EXECUTABLE: SANDBOX,
        // The app gives this address to containers only.
        OH_WEBHOOKS_0_BASE_URL: `${url}/api/v1/webhooks`,
        OH_WEBHOOKS_0_EVENT_BUFFER_SIZE: "1",
        OH_ENABLE_VSCODE: "false",
      },
      workingDir: "/",
      command: [`${pathOf("1.11.0")}/bin/python`, START_APP, String(port)],
      ready: () => answers(`${url}/health`),
    });
    return new App(url, server, props);
  }

  stop = (): Promise<void> => this.server.stop();

  /** Its own and its sandboxes'. */
  log = (): string => [this.server.log(), ...this.#sandboxLogs()].join("\n");

  #sandboxLogs(): string[] {
    const { env, mounts } = this.container;
    const state = mounts.find(({ path }) => path === env.OH_PERSISTENCE_DIR)?.source;
    if (state === undefined) throw new Error("The app's state is not in a volume.");
    const folder = join(state, "sandboxes");
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names.map((name) => readFileSync(join(folder, name, ".openhands-agent-server.log"), "utf8"));
  }

  /** Stores a secret, as the page does. */
  addSecret = (name: string, value: string): Promise<unknown> => this.#call("/secrets", { name, value });

  /** Says something in a conversation of its own, as the page does. @returns when the agent rests */
  async converse(text: string): Promise<Conversation> {
    const message = { role: "user", content: [{ type: "text", text }], run: true };
    const { id: task } = await this.#call<{ id: string }>("/app-conversations", { initial_message: message });
    type Task = { status: string; detail?: string; app_conversation_id?: string };
    const id = await this.#until(async () => {
      const [{ status, detail, app_conversation_id } = { status: "" }] = await this.#call<Task[]>(
        `/app-conversations/start-tasks?ids=${task}`,
      );
      if (status === "ERROR") throw new Error(`The conversation does not start: ${detail}\n${this.log()}`);
      return app_conversation_id ?? undefined;
    });
    const status = await this.#until(async () => {
      const [{ execution_status } = { execution_status: "" }] = await this.#call<{ execution_status: string }[]>(
        `/app-conversations?ids=${id}`,
      );
      return Object.keys(LAST).find((end) => end === execution_status?.toLowerCase());
    });
    // The sandbox reports them after its status.
    const events = await this.#until(async () => {
      const events = await this.read(id);
      return events.some(({ kind, source }) => kind === LAST[status] && source !== "user") ? events : undefined;
    });
    return { id, status, events };
  }

  /** The ids of all conversations. */
  async list(): Promise<string[]> {
    const { items } = await this.#call<Page<{ id: string }>>("/app-conversations/search?limit=100");
    return items.map(({ id }) => id);
  }

  /** A conversation's events. */
  async read(id: string): Promise<readonly Event[]> {
    const { items } = await this.#call<Page<Event>>(`/conversation/${id}/events/search?limit=100`);
    return items;
  }

  async #until<T>(ask: () => Promise<T | undefined>): Promise<T> {
    for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
      const answer = await ask();
      if (answer !== undefined) return answer;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error(`The app does not answer in time:\n${this.log()}`);
  }

  /** GETs, or POSTs a body. */
  async #call<T>(path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      headers: { "content-type": "application/json" },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}\n${this.log()}`);
    return JSON.parse(text);
  }
}
