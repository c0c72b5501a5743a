import type { Config } from "./config";

type Released = Pick<Config, "openhands">;

/** Whether the installation's release of OpenHands is this one or later: 0.9 is before 0.38, and 1.0 after 0.59. */
export function isFrom({ openhands: { version } }: Released, first: `${number}.${number}`): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [firstMajor = 0, firstMinor = 0] = first.split(".").map(Number);
  return major > firstMajor || (major === firstMajor && minor >= firstMinor);
}

/** The registry and owner under which OpenHands publishes the installation's release: it moved with 0.60. */
export const publisherOf = (config: Released): string =>
  isFrom(config, "0.60") ? "docker.openhands.dev/openhands" : "docker.all-hands.dev/all-hands-ai";

/**
 * Whether the agent, which calls Bedrock, runs inside the sandbox: it does since OpenHands 1.0; before that it ran in
 * the app.
 * @see https://docs.openhands.dev/sdk/arch/overview
 */
export const agentRunsInSandbox = (config: Released): boolean => isFrom(config, "1.0");
