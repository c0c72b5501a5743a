import type { Config } from "./config";

/**
 * Whether the agent, and with it what calls Bedrock, runs inside the sandbox, as it does since OpenHands 1.0; before,
 * it runs in the app.
 * @see https://docs.openhands.dev/sdk/arch/overview
 */
export const agentRunsInSandbox = ({ openhands }: Pick<Config, "openhands">): boolean =>
  Number.parseInt(openhands.version, 10) >= 1;
