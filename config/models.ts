/** Prefix of a Bedrock inference profile; `none` invokes the model in `bedrock.region` itself. */
export const PROFILES = ["us", "us-gov", "eu", "apac", "jp", "au", "global", "none"] as const;
export type Profile = (typeof PROFILES)[number];

/**
 * The regions from which a profile can be called, by what their names begin with: a profile of a geography exists in that
 * geography only. Regions of no geography's name (Israel, the Gulf, South America) belong to those that take them in.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
const CALLED_FROM: Record<Profile, RegExp> = {
  us: /^(?:us-(?!gov)|ca-|mx-|sa-)/,
  "us-gov": /^us-gov-/,
  eu: /^(?:eu-|il-|me-|af-)/,
  apac: /^(?:ap-|me-|il-|af-)/,
  jp: /^ap-northeast-[13]$/,
  au: /^ap-southeast-[246]$/,
  global: /^(?!us-gov-|cn-)/,
  none: /^/,
};

export const isCallableFrom = (profile: Profile, region: string): boolean => CALLED_FROM[profile].test(region);

interface KnownModel {
  /** The regions that each inference profile may send a request to; `global` may send it to any. */
  readonly regions: Partial<Record<Profile, readonly string[]>>;
  /** Date (YYYY-MM-DD) from which Bedrock refuses the model, or until which it promises to keep it. */
  readonly endOfLife: string;
}

/** The model of the design, whose end of life is past. */
export const DESIGNED_MODEL = "anthropic.claude-3-7-sonnet-20250219-v1:0";
/** The model of a new installation: the newest Sonnet that can answer without thinking aloud, kept until 2027. */
export const DEFAULT_MODEL = "anthropic.claude-sonnet-4-6";

const US = ["us-east-1", "us-east-2", "us-west-2"];
const CANADA = ["ca-central-1", "ca-west-1"];
const EU = ["eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3"];
const JP = ["ap-northeast-1", "ap-northeast-3"];
const AU = ["ap-southeast-2", "ap-southeast-4"];

/**
 * Models whose regions and dates need not be written into the config.
 * A model stays for at least twelve months after its launch; where AWS names no date, that day stands here.
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
