import { destinationsOf, GEOGRAPHY_NAMES } from "@openhands-aws/facts/inference-profiles";

/** Geography of a Bedrock inference profile; `none` invokes the model in `bedrock.region` itself. */
export const PROFILES = [...GEOGRAPHY_NAMES, "none"] as const;
export type Profile = (typeof PROFILES)[number];

/** An entry's own inference profile is copied from one of these, which says where it sends requests. */
export const geographyOf = ({ profile = "us", from = "us" }: Routed): Profile =>
  profile === "application" ? from : profile;
interface Routed {
  readonly profile?: Profile | "application";
  readonly from?: Profile;
}

/** The regions that an inference profile sends requests to: the same ones that it can be called from. */
export interface Destinations {
  /** Those of every request. */
  readonly shared: readonly string[];
  /** Each is a destination only of the requests that are made in it. */
  readonly local: readonly string[];
}

/**
 * What AWS says about a model's end, as dates (YYYY-MM-DD).
 * - `noSoonerThan`: AWS keeps the model until then at least.
 * - `legacy`: since then, new customers cannot use it, and others may lose it after 15 days without a request.
 * - `endOfLife`: from then on, Bedrock rejects it. AWS has announced it.
 */
export type ModelDates = { readonly [kind in "noSoonerThan" | "legacy" | "endOfLife"]?: string };

/**
 * How a model can be asked. `Messages` is on an endpoint of its own (bedrock-mantle), with actions of its own; OpenHands uses
 * the other two, which need the same permission.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/apis.html
 */
export type Api = "InvokeModel" | "Converse" | "Messages";

/** What AWS says about a model. */
export interface KnownModel {
  /** The page that says so. */
  readonly source: string;
  readonly apis: readonly Api[];
  readonly dates: ModelDates;
  readonly profiles: { readonly [profile in Profile]?: Destinations };
}

/** The design's model, which has reached its end of life. */
export const DESIGNED_MODEL = "anthropic.claude-3-7-sonnet-20250219-v1:0";
/** The model of a new installation: the newest Sonnet that also works with OpenHands 1.11. */
export const DEFAULT_MODEL = "anthropic.claude-sonnet-4-6";

const known = (
  source: string,
  apis: KnownModel["apis"],
  dates: ModelDates,
  profiles: KnownModel["profiles"],
): KnownModel => ({ source, apis, dates, profiles });
const RUNTIME = ["InvokeModel", "Converse"] as const;
const ALL = [...RUNTIME, "Messages"] as const;
const to = (shared: readonly string[], ...local: string[]): Destinations => ({ shared, local });

const CANADA = ["ca-central-1", "ca-west-1"];
const EU_SHARED = [...destinationsOf("eu"), "eu-north-1", "eu-south-1", "eu-south-2"];
const APAC_NORTH = ["ap-northeast-1", "ap-northeast-2", "ap-northeast-3"];
const APAC_SOUTH = ["ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-4"];

const us = to(destinationsOf("us"), "us-west-1", ...CANADA);
const usButCalgary = to(destinationsOf("us"), "us-west-1", "ca-central-1");
const eu = to(EU_SHARED, "eu-central-2", "eu-west-2");
const apac = to([...APAC_NORTH, ...APAC_SOUTH]);
const jp = to(destinationsOf("jp"));
const au = to(destinationsOf("au"));
const auAndNz = to(destinationsOf("au"), "ap-southeast-6");
const india = to(destinationsOf("in"));
const gov = to(["us-gov-east-1", "us-gov-west-1"]);
/** It sends requests to every commercial region; a policy names none of them. */
const global = to([]);

const GUIDE = "https://docs.aws.amazon.com/bedrock/latest/userguide";
const ENDS = `${GUIDE}/model-lifecycle-legacy.html`;
const card = (name: string) => `${GUIDE}/model-card-anthropic-claude-${name}.html`;

/**
 * Models whose regions and dates need not be in the config, as AWS's pages described them in October 2026.
 *
 * By their cards, Opus 4.8, the 5 and the 5.5 models also have a profile in GovCloud. The cards give neither its id nor
 * its destinations: it is left out here, so that the config has to name them.
 */
// biome-ignore format: one model a row
export const KNOWN_MODELS: ReadonlyMap<string, KnownModel> = new Map([
  // The page drops a model some time after its end, and no longer lists this one.
  [DESIGNED_MODEL, known(ENDS, RUNTIME, { endOfLife: "2026-04-28" }, { us: to(destinationsOf("us")) })],
  ["anthropic.claude-sonnet-4-20250514-v1:0", known(ENDS, RUNTIME, { legacy: "2026-04-14", endOfLife: "2026-10-14" }, { us: to(destinationsOf("us"), "us-west-1"), eu: to(EU_SHARED, "il-central-1"), apac, global })],
  ["anthropic.claude-opus-4-1-20250805-v1:0", known(ENDS, RUNTIME, { legacy: "2026-07-08", endOfLife: "2027-01-08" }, { us: to(destinationsOf("us")) })],
  ["anthropic.claude-sonnet-4-5-20250929-v1:0", known(card("sonnet-4-5"), RUNTIME, { noSoonerThan: "2026-09-30" }, { us: usButCalgary, "us-gov": gov, eu, jp, au: auAndNz, global })],
  ["anthropic.claude-haiku-4-5-20251001-v1:0", known(card("haiku-4-5"), ALL, { noSoonerThan: "2026-10-16" }, { us: usButCalgary, eu, jp, au: auAndNz, in: india, global })],
  ["anthropic.claude-opus-4-5-20251101-v1:0", known(card("opus-4-5"), RUNTIME, { noSoonerThan: "2026-11-24" }, { us: usButCalgary, eu, global })],
  ["anthropic.claude-opus-4-6-v1", known(card("opus-4-6"), RUNTIME, { noSoonerThan: "2027-02-05" }, { us, eu, au: auAndNz, global })],
  [DEFAULT_MODEL, known(card("sonnet-4-6"), RUNTIME, { noSoonerThan: "2027-02-17" }, { us, eu, jp, au: auAndNz, global })],
  ["anthropic.claude-opus-4-7", known(card("opus-4-7"), ALL, { noSoonerThan: "2027-04-16" }, { us, eu, jp, au, global })],
  ["anthropic.claude-opus-4-8", known(card("opus-4-8"), ALL, { noSoonerThan: "2027-05-28" }, { us, eu, jp, au, global })],
  ["anthropic.claude-sonnet-5", known(card("sonnet-5"), ALL, { noSoonerThan: "2027-06-30" }, { us, eu, au, in: india, global })],
  ["anthropic.claude-opus-5", known(card("opus-5"), ALL, { noSoonerThan: "2027-07-24" }, { us, eu, au, in: india, global })],
  ["anthropic.claude-opus-5-5", known(card("opus-5-5"), ALL, { noSoonerThan: "2027-09-22" }, { us, eu, jp, au, global })],
  ["anthropic.claude-sonnet-5-5", known(card("sonnet-5-5"), ALL, { noSoonerThan: "2027-09-28" }, { us, eu, global })],
  ["anthropic.claude-haiku-5-5", known(card("haiku-5-5"), ALL, { noSoonerThan: "2027-10-07" }, { us, eu, jp, au, global })],
]);

/** @returns `undefined` if the profile cannot be called from the region, or is not known */
export function destinationsFrom(id: string, profile: Profile, region: string): readonly string[] | undefined {
  const { shared = [], local = [] } = KNOWN_MODELS.get(id)?.profiles[profile] ?? {};
  if (shared.includes(region)) return shared;
  return local.includes(region) ? [...shared, region] : undefined;
}
