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

/** What a call must be permitted for. */
export interface Needed {
  readonly resource: string;
  /** Condition keys that Bedrock sets. */
  readonly context: Readonly<Record<string, string>>;
}

/**
 * What a call must be permitted for: the profile, and the model wherever the profile may run it.
 * @throws AwsError where there is no such model, or it cannot be called so
 */
export function neededFor(id: string, region: string, account: string): Needed[] {
  const profile = parseProfile(id);
  const model = profile?.model ?? id;
  if (!(model in MODELS)) throw invalid("The provided model identifier is invalid.");
  if (!profile)
    throw invalid(
      `Invocation of model ID ${id} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
    );
  if (!isCallableFrom(profile.geography, region)) throw invalid("The provided model identifier is invalid.");
  const profileArn = `arn:aws:bedrock:${region}:${account}:inference-profile/${id}`;
  const models = destinationsOf(profile.geography).map(
    (destination) => `arn:aws:bedrock:${destination}::foundation-model/${model}`,
  );
  const context = { "bedrock:InferenceProfileArn": profileArn, "aws:RequestedRegion": region };
  return [profileArn, ...models].map((resource) => ({ resource, context }));
}

/** @throws AwsError where the model does not take the parameters */
export function checkSampling(id: string, { temperature, topP }: Sampling): void {
  const { both, temperature: takesTemperature } = MODELS[parseProfile(id)?.model ?? id] as ModelFacts;
  if (temperature !== undefined && !takesTemperature) throw invalid("`temperature` is deprecated for this model.");
  if (temperature !== undefined && topP !== undefined && !both)
    throw invalid("`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
}
