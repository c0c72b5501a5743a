import { answers, freePorts, type Server } from "../../kubernetes/support/server";
import type { Conversation, Event } from "./agent-api";
import { QUIET } from "./agent-server";
import { type Mount, startContained, type User } from "./contained";
import { type Image, pathOf } from "./image";

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

/** The last app of 1.x, which starts its sandboxes as processes beside it. */
export class App {
  private constructor(
    private readonly url: string,
    private readonly server: Server,
  ) {}

  static async start({ image, env, mounts, user }: AppProps): Promise<App> {
    const [port = 0] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    const server = await startContained({
      name: "the app",
      ...{ image, mounts, user },
      env: { ...env, ...QUIET, RUNTIME: "process", PYTHONPATH: "/opt/in-a-test" },
      command: [
        ...[`${pathOf("1.11.0")}/bin/python`, "-m", "uvicorn", "openhands.server.listen:app"],
        ...["--host", "127.0.0.1", "--port", String(port)],
      ],
      ready: () => answers(`${url}/health`),
    });
    return new App(url, server);
  }

  stop = (): Promise<void> => this.server.stop();

  log = (): string => this.server.log();

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
      return ["finished", "error", "stuck"].find((end) => end === execution_status?.toLowerCase());
    });
    const { items } = await this.#call<Page<Event>>(`/conversation/${id}/events/search?limit=100`);
    return { status, events: items };
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
