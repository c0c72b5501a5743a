import type { Aws } from "./aws";
import { bounded, optionsOf } from "./client";

/** Seconds: a model needs longer than any other service. */
const ANSWER_SECONDS = 15;

/**
 * Loaded when it is needed: each client of the SDK takes 150 ms.
 * @param token a Bedrock API key, which then takes the place of the signature
 */
export async function bedrockRuntime(aws: Aws, token?: string) {
  const { BedrockRuntime } = await import("@aws-sdk/client-bedrock-runtime");
  const bearer = token && { token: { token }, authSchemePreference: ["httpBearerAuth"] };
  return bounded(new BedrockRuntime({ ...optionsOf(aws), ...bearer }), "bedrock", aws, ANSWER_SECONDS);
}
