import { destinationsOf, isCallableFrom, parseProfile } from "@openhands-aws/facts/inference-profiles";
import { type Api, KNOWN_MODELS } from "../../../../config/models";
import { AwsError } from "../../../support/sigv4";

/** Parameters that Claude's releases take or refuse. */
export interface Sampling {
  readonly temperature?: number;
  readonly topP?: number;
  /** `enabled`: with a budget. */
  readonly thinking?: string;
  /** Whether it has to call a tool. */
  readonly forced?: boolean;
}

/** Of temperature and top_p, a release of Claude takes both, one of them, or none; and the newest take no forced tool. */
type Taken = "both" | "either" | "none" | "none, unforced";

/**
 * What Bedrock offers here, all through inference profiles alone. From Claude 4.5 on it takes one of the two parameters, and
 * from Opus 4.7 on none, and thinking without a budget only.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages-request-response.html
 * @see https://platform.claude.com/docs/en/models/sonnet-5/overview
 * @see https://platform.claude.com/docs/en/models/sonnet-5-5/overview
 */
const MODELS: Readonly<Record<string, Taken>> = {
  "anthropic.claude-sonnet-4-20250514-v1:0": "both",
  "anthropic.claude-sonnet-4-5-20250929-v1:0": "either",
  "anthropic.claude-haiku-4-5-20251001-v1:0": "either",
  "anthropic.claude-opus-4-5-20251101-v1:0": "either",
  "anthropic.claude-opus-4-6-v1": "either",
  "anthropic.claude-sonnet-4-6": "either",
  "anthropic.claude-opus-4-7": "none",
  "anthropic.claude-opus-4-8": "none",
  "anthropic.claude-sonnet-5": "none",
  "anthropic.claude-opus-5": "none",
  "anthropic.claude-opus-5-5": "none, unforced",
  "anthropic.claude-sonnet-5-5": "none, unforced",
  "anthropic.claude-haiku-5-5": "none",
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

/** @throws AwsError where the table does not say that the model answers this */
export function checkApi(id: string, api: Api): void {
  const known = KNOWN_MODELS.get(parseProfile(id)?.model ?? id);
  if (known && !known.apis.includes(api)) throw invalid(`The model does not support ${api}.`);
}

/** @throws AwsError where the model does not take the parameters */
export function checkSampling(id: string, { temperature, topP, thinking, forced }: Sampling): void {
  const taken = MODELS[parseProfile(id)?.model ?? id] as Taken;
  const none = taken.startsWith("none");
  if (none && temperature !== undefined) throw invalid("`temperature` is deprecated for this model.");
  if (none && topP !== undefined) throw invalid("`top_p` is deprecated for this model.");
  if (none && thinking === "enabled") throw invalid('"thinking.type.enabled" is not supported for this model.');
  if (taken === "none, unforced" && forced) throw invalid("This model does not support forcing a tool.");
  if (taken === "either" && temperature !== undefined && topP !== undefined)
    throw invalid("`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
}
