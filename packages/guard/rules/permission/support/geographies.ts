/**
 * The regions from which Bedrock's inference profiles can be called, by the prefix of the profile. Not taken from the
 * config: the guard checks anyone's Terraform.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
const CALLED_FROM: ReadonlyMap<string, RegExp> = new Map([
  ["us", /^(?:us-(?!gov|iso)|ca-|mx-|sa-)/],
  ["ca", /^ca-/],
  ["us-gov", /^us-gov-/],
  ["eu", /^(?:eu-(?!iso)|il-|me-|af-)/],
  ["apac", /^(?:ap-|me-|il-|af-)/],
  ["jp", /^ap-northeast-[13]$/],
  ["au", /^ap-southeast-[246]$/],
  ["global", /^(?!us-gov-|cn-|us-iso|eu-iso)/],
]);

/** The prefix of a profile that surely does not exist in a region; `undefined` also for a prefix that is not known. */
export function strangeGeography(profile: string, region: string): string | undefined {
  const [, prefix = ""] = /^([a-z-]+)\.[a-z0-9*]/.exec(profile) ?? [];
  return CALLED_FROM.get(prefix)?.test(region) === false ? prefix : undefined;
}
