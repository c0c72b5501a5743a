interface GeographyFacts {
  /** Regions in which its profiles exist, and from which alone they can be called. */
  readonly calledFrom: RegExp;
  /**
   * Regions to which each of its profiles sends requests, wherever they are made; a model's profile may reach more. The
   * region in the ARN of a model behind a `global` profile is empty: wherever it goes.
   */
  readonly destinations: readonly string[];
}

/**
 * Geographies of Amazon Bedrock's inference profiles: the prefix of a profile's id. Regions of no geography's name
 * (Israel, the Gulf, South America) belong to those that include them.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
const GEOGRAPHIES = {
  us: { calledFrom: /^(?:us-(?!gov|iso)|ca-|mx-|sa-)/, destinations: ["us-east-1", "us-east-2", "us-west-2"] },
  ca: { calledFrom: /^ca-/, destinations: [] },
  "us-gov": { calledFrom: /^us-gov-/, destinations: [] },
  eu: { calledFrom: /^(?:eu-(?!iso)|il-|me-|af-)/, destinations: ["eu-central-1", "eu-west-1", "eu-west-3"] },
  apac: { calledFrom: /^(?:ap-|me-|il-|af-)/, destinations: [] },
  jp: { calledFrom: /^ap-northeast-[13]$/, destinations: ["ap-northeast-1", "ap-northeast-3"] },
  au: { calledFrom: /^ap-southeast-[246]$/, destinations: ["ap-southeast-2", "ap-southeast-4"] },
  in: { calledFrom: /^ap-south-[12]$/, destinations: ["ap-south-1", "ap-south-2"] },
  global: { calledFrom: /^(?!us-gov-|cn-|us-iso|eu-iso|eusc-)/, destinations: [""] },
} as const satisfies Record<string, GeographyFacts>;

export type Geography = keyof typeof GEOGRAPHIES;

export const GEOGRAPHY_NAMES = Object.keys(GEOGRAPHIES) as readonly Geography[];

export const isGeography = (name: string): name is Geography => Object.hasOwn(GEOGRAPHIES, name);

/** Whether profiles of a geography can be called from a region. */
export const isCallableFrom = (geography: Geography, region: string): boolean =>
  GEOGRAPHIES[geography].calledFrom.test(region);

export const destinationsOf = (geography: Geography): readonly string[] => GEOGRAPHIES[geography].destinations;

/** The parts of a profile's id: `us.anthropic.claude-sonnet-4-6`. @returns `undefined` for the id of a model */
export function parseProfile(id: string): { readonly geography: Geography; readonly model: string } | undefined {
  const dot = id.indexOf(".");
  const geography = id.slice(0, Math.max(dot, 0));
  return isGeography(geography) ? { geography, model: id.slice(dot + 1) } : undefined;
}
