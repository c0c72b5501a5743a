import { destinationsOf, isCallableFrom, parseProfile } from "@openhands-aws/facts/inference-profiles";
import { AwsError } from "./sigv4";

/** Parameters that shape the answer's randomness, which Claude's releases take or refuse. */
export interface Sampling {
  readonly temperature?: number;
  readonly topP?: number;
}

interface ModelFacts {
  /** Whether it takes `temperature` and `top_p` at once. */
  readonly both: boolean;
  /** Whether it takes `temperature` at all. */
  readonly temperature: boolean;
}

/**
 * What Bedrock offers here, all through inference profiles alone.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages-request-response.html
 */
const MODELS: Readonly<Record<string, ModelFacts>> = {
  "anthropic.claude-sonnet-4-20250514-v1:0": { both: true, temperature: true },
  "anthropic.claude-sonnet-4-5-20250929-v1:0": { both: false, temperature: true },
  "anthropic.claude-sonnet-4-6": { both: false, temperature: true },
  "anthropic.claude-opus-4-7": { both: false, temperature: false },
};

const invalid = (message: string) => new AwsError(400, "ValidationException", message);

/**
 * ARNs for each of which a call needs the permission: of the profile, and of the model wherever the profile may run it.
 * @throws AwsError where there is no such model, or it cannot be called so
 */
export function resourcesOf(id: string, region: string, account: string): string[] {
  const profile = parseProfile(id);
  const model = profile?.model ?? id;
  if (!(model in MODELS)) throw invalid("The provided model identifier is invalid.");
  if (!profile)
    throw invalid(
      `Invocation of model ID ${id} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
    );
  if (!isCallableFrom(profile.geography, region)) throw invalid("The provided model identifier is invalid.");
  return [
    `arn:aws:bedrock:${region}:${account}:inference-profile/${id}`,
    ...destinationsOf(profile.geography).map(
      (destination) => `arn:aws:bedrock:${destination}::foundation-model/${model}`,
    ),
  ];
}

/** @throws AwsError where the model does not take the parameters */
export function checkSampling(id: string, { temperature, topP }: Sampling): void {
  const { both, temperature: takesTemperature } = MODELS[parseProfile(id)?.model ?? id] as ModelFacts;
  if (temperature !== undefined && !takesTemperature) throw invalid("`temperature` is deprecated for this model.");
  if (temperature !== undefined && topP !== undefined && !both)
    throw invalid("`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
}
