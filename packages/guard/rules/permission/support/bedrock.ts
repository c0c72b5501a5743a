import { destinationsOf, parseProfile } from "@openhands-aws/facts/inference-profiles";
import type { PolicyDocument } from "../../../model";
import type { Statement } from "../../../policy/statement";
import { isKnown, known } from "../../../text";
import type { Holder } from "./holder";
import { type PlacedStatement, placedStatements } from "./placed-statement";
import type { ResourcePattern } from "./resource-pattern";

/** Converse needs the same. In lower case. */
const INVOKE = ["bedrock:invokemodel", "bedrock:invokemodelwithresponsestream"] as const;

export const PROFILE_KEY = "bedrock:InferenceProfileArn";

/** The action with which an Allow statement lets models be invoked, if it does. */
export function invocation({ statement, actions }: PlacedStatement): (typeof INVOKE)[number] | undefined {
  if (statement.effect === "Deny" || actions.services?.has("bedrock") === false) return undefined;
  return INVOKE.find((action) => actions.matches(action) === true);
}

/** Whether models are granted only for use through a profile. */
export const isThroughProfile = ({ conditions }: Statement): boolean =>
  conditions.some(
    ({ key, values }) =>
      known(key)?.toLowerCase() === PROFILE_KEY.toLowerCase() && values.every((value) => known(value) !== "*"),
  );

export interface Granted {
  readonly document: PolicyDocument;
  readonly action: string;
  /** Whether it is granted only for use through a profile. */
  readonly throughProfile: boolean;
  readonly pattern: ResourcePattern;
  readonly region: string;
  /** What follows `foundation-model/` or `inference-profile/`. */
  readonly id: string;
}

/** The models or profiles that a holder may invoke. */
export function granted(holder: Holder, kind: "foundation-model" | "inference-profile"): Granted[] {
  return holder.documents.flatMap((document) =>
    placedStatements(document).flatMap((place) => {
      const action = invocation(place);
      if (!action) return [];
      const throughProfile = isThroughProfile(place.statement);
      return place.resources.flatMap((pattern): Granted[] => {
        const { service, region, resource } = pattern.fields ?? {};
        if (service !== "bedrock" || region === undefined || !resource?.startsWith(`${kind}/`)) return [];
        return [{ document, action, throughProfile, pattern, region, id: resource.slice(kind.length + 1) }];
      });
    }),
  );
}

const PROFILE = "arn:${Partition}:bedrock:${Region}:${Account}:inference-profile/${ResourceId}";
const APPLICATION_PROFILE = "arn:${Partition}:bedrock:${Region}:${Account}:application-inference-profile/${ResourceId}";

/** Whether a holder may use a profile that may be one of the model. */
export const hasProfile = (holder: Holder, model: string): boolean =>
  holder.documents.some((document) =>
    placedStatements(document)
      .filter((place) => invocation(place) !== undefined)
      .flatMap(({ resources }) => resources)
      .some((pattern) => {
        if (pattern.mayMatch(APPLICATION_PROFILE)) return true;
        const id = pattern.fields?.resource.replace(/^inference-profile\//, "") ?? "";
        return pattern.mayMatch(PROFILE) && (!isExact(id) || id.endsWith(`.${model}`));
      }),
  );

/** Whether the text is known and stands for itself only. */
export const isExact = (text: string): boolean => isKnown(text) && !/[*?]/.test(text);

/**
 * Models that can be invoked through an inference profile only (in most regions at least).
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/models-regions.html
 */
export const needsProfile = (model: string): boolean => IN_ALL_OF_GEOGRAPHY.test(model) || IN_SOME.test(model);

/** Their profiles reach at least the regions that are known of the geography. */
const IN_ALL_OF_GEOGRAPHY =
  /^(anthropic\.claude-(3-7-|(opus|sonnet|haiku)-\d)|deepseek\.r1-|meta\.llama4-|amazon\.nova-premier|writer\.palmyra-x)/;
const IN_SOME = /^(meta\.llama3-2-|mistral\.pixtral-large-|amazon\.nova-2-lite-|twelvelabs\.pegasus-)/;

/** Regions that a profile surely sends requests to: a policy for a model may need others besides these. */
export function destinations(profile: string): readonly string[] {
  const { geography, model } = parseProfile(profile) ?? {};
  return geography !== undefined && model !== undefined && IN_ALL_OF_GEOGRAPHY.test(model)
    ? destinationsOf(geography)
    : [];
}
