import { destinationsFrom, KNOWN_MODELS, PROFILES } from "../../../config/models";

/** What Bedrock offers in a region, in the words of its API, with instants in ISO 8601. */
export interface Catalogue {
  readonly models: readonly object[];
  readonly profiles: readonly object[];
}

/** The models of config/models.ts as Bedrock lists them at an instant. A model is gone after its end of life. */
export function catalogueOf(region: string, account: string, now: Date): Catalogue {
  const models: object[] = [];
  const profiles: object[] = [];
  for (const [modelId, { dates }] of KNOWN_MODELS) {
    const { legacy, endOfLife } = dates;
    if (endOfLife && isPast(endOfLife, now)) continue;
    const offered = PROFILES.flatMap((profile) => {
      const destinations = destinationsFrom(modelId, profile, region) ?? (profile === "global" ? [""] : undefined);
      return destinations && KNOWN_MODELS.get(modelId)?.profiles[profile] ? [{ profile, destinations }] : [];
    });
    if (offered.length === 0) continue;
    models.push({
      modelId,
      providerName: "Anthropic",
      inferenceTypesSupported: ["INFERENCE_PROFILE"],
      modelLifecycle: {
        status: legacy && isPast(legacy, now) ? "LEGACY" : "ACTIVE",
        ...(legacy && { legacyTime: midnight(legacy) }),
        ...(endOfLife && { endOfLifeTime: midnight(endOfLife) }),
      },
    });
    for (const { profile, destinations } of offered) {
      const inferenceProfileId = `${profile}.${modelId}`;
      profiles.push({
        inferenceProfileId,
        inferenceProfileName: inferenceProfileId,
        inferenceProfileArn: `arn:aws:bedrock:${region}:${account}:inference-profile/${inferenceProfileId}`,
        models: destinations.map((destination) => ({
          modelArn: `arn:aws:bedrock:${destination}::foundation-model/${modelId}`,
        })),
      });
    }
  }
  return { models, profiles };
}

const midnight = (date: string) => `${date}T00:00:00+00:00`;
const isPast = (date: string, now: Date) => Date.parse(midnight(date)) <= now.getTime();
