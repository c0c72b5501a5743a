import { agentRunsInSandbox, publisherOf } from "./release";
import type { ConfigFile } from "./schema";

/**
 * The sandbox image that OpenHands publishes with a release, if it is known: 0.x tags its runtime with its own release,
 * 1.x names a release of the agent server in its source.
 * @see https://github.com/OpenHands/OpenHands/blob/main/openhands/app_server/sandbox/sandbox_spec_service.py
 */
export function publishedBase(file: ConfigFile): string | undefined {
  const [release = ""] = /^\d+\.\d+/.exec(file.openhands.version) ?? [];
  if (agentRunsInSandbox(file)) {
    const server = AGENT_SERVER_OF.get(file.openhands.version.replace(/\.0$/, ""));
    return server && `ghcr.io/openhands/agent-server:${server}-python`;
  }
  return `${publisherOf(file)}/runtime:${release}-nikolaik`;
}

const AGENT_SERVER_OF = new Map([["1.11", "1.58.2"]]);
