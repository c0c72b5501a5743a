import { destinationsOf, GEOGRAPHY_NAMES } from "@openhands-aws/facts/inference-profiles";

/** Geography of a Bedrock inference profile; `none` invokes the model in `bedrock.region` itself. */
export const PROFILES = [...GEOGRAPHY_NAMES, "none"] as const;
export type Profile = (typeof PROFILES)[number];

interface KnownModel {
  /** The regions that each inference profile may send a request to; `global` may send it to any. */
  readonly regions: Partial<Record<Profile, readonly string[]>>;
  /** Date (YYYY-MM-DD) from which Bedrock refuses the model, or until which it promises to keep it. */
  readonly endOfLife: string;
}

/** The design's model, which has reached its end of life. */
export const DESIGNED_MODEL = "anthropic.claude-3-7-sonnet-20250219-v1:0";
/** The model of a new installation: the newest Sonnet that can answer without extended thinking, available until 2027. */
export const DEFAULT_MODEL = "anthropic.claude-sonnet-4-6";

const US = destinationsOf("us");
const CANADA = ["ca-central-1", "ca-west-1"];
const EU = [...destinationsOf("eu"), "eu-north-1", "eu-south-1", "eu-south-2"];
const JP = destinationsOf("jp");
const AU = destinationsOf("au");

/**
 * Models whose regions and dates need not be written into the config.
 * A model stays for at least twelve months after its launch; where AWS gives no date, that day is used.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html
 */
export const KNOWN_MODELS: ReadonlyMap<string, KnownModel> = new Map([
  [DESIGNED_MODEL, { regions: { us: US }, endOfLife: "2026-04-28" }],
  [
    "anthropic.claude-sonnet-4-5-20250929-v1:0",
    {
      regions: { us: [...US, "us-west-1"], eu: [...EU, "eu-central-2", "eu-west-2"], jp: JP, au: AU, global: [] },
      endOfLife: "2026-09-29",
    },
  ],
  [
    "anthropic.claude-haiku-4-5-20251001-v1:0",
    { regions: { us: [...US, "ca-central-1"], eu: EU, jp: JP, au: AU, global: [] }, endOfLife: "2026-10-01" },
  ],
  [
    "anthropic.claude-opus-4-6-v1",
    {
      regions: { us: [...US, "us-west-1", ...CANADA], eu: [...EU, "eu-central-2"], au: AU, global: [] },
      endOfLife: "2027-02-05",
    },
  ],
  [DEFAULT_MODEL, { regions: { us: [...US, ...CANADA], eu: EU, jp: JP, au: AU, global: [] }, endOfLife: "2027-02-17" }],
  [
    "anthropic.claude-opus-4-7",
    { regions: { us: [...US, "us-west-1", ...CANADA], eu: EU, global: [] }, endOfLife: "2027-04-16" },
  ],
  ["anthropic.claude-sonnet-5", { regions: { us: [...US, ...CANADA], eu: EU, global: [] }, endOfLife: "2027-06-30" }],
]);
