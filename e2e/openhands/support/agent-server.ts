import { randomBytes } from "node:crypto";
import { answers, freePorts, type Server } from "../../kubernetes/support/server";
import { AgentApi, type Conversation } from "./agent-api";
import { AGENT, type Mount, startContained } from "./contained";
import { HOME, type Image } from "./image";
import type { Sandbox } from "./sandbox";

export interface AgentServerProps {
  readonly image: Image;
  readonly sandbox: Sandbox;
  readonly mounts: readonly Mount[];
  /** Where AWS is, in the SDKs' and LiteLLM's own variables. */
  readonly endpoints: Readonly<Record<string, string>>;
}

/** What the tests alone set: no look for a browser and prices, neither of which is here. */
export const QUIET = {
  OH_PRELOAD_TOOLS: "false",
  LITELLM_LOCAL_MODEL_COST_MAP: "True",
  COLUMNS: "2000", // The log is not to be broken into lines.
};

/** A real agent server, as a sandbox of the product's image. */
export class AgentServer {
  private constructor(
    private readonly props: AgentServerProps,
    private readonly server: Server,
    private readonly api: AgentApi,
  ) {}

  static async start(props: AgentServerProps): Promise<AgentServer> {
    const key = randomBytes(16).toString("hex");
    const [port = 0] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    const { image, sandbox, mounts, endpoints } = props;
    const server = await startContained({
      name: "the agent server",
      ...{ image, mounts, user: AGENT },
      env: {
        ...sandbox.env,
        ...endpoints,
        ...QUIET,
        OH_SESSION_API_KEYS_0: key,
        OH_SECRET_KEY: randomBytes(16).toString("hex"),
        OH_PERSISTENCE_DIR: `${HOME}/.openhands`,
        OH_ENABLE_VSCODE: "false",
      },
      command: [...image.command, "--host", "127.0.0.1", "--port", String(port)],
      ready: () => answers(`${url}/ready`),
    });
    return new AgentServer(props, server, new AgentApi(url, key, server.log));
  }

  stop = (): Promise<void> => this.server.stop();

  log = (): string => this.server.log();

  converse(text: string, llm: object = {}): Promise<Conversation> {
    const { env } = this.props.sandbox;
    return this.api.converse(text, { model: env.LLM_MODEL, aws_region_name: env.LLM_AWS_REGION_NAME, ...llm });
  }
}
