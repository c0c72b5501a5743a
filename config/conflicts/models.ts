import { GEOGRAPHY_NAMES, isCallableFrom } from "@openhands-aws/facts/inference-profiles";
import { partitionOf } from "@openhands-aws/facts/partitions";
import { destinationsFrom, geographyOf, KNOWN_MODELS } from "../models";
import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";
import { type ConfiguredName, repeated } from "./duplicates";

export function* modelConflicts({ bedrock: { region, models = [] } }: ConfigFile): Iterable<Problem> {
  yield* repeated(models.map(({ id }, index) => [["bedrock", "models", index, "id"], id]));
  for (const [index, entry] of models.entries()) {
    const { id, regions } = entry;
    const profile = geographyOf(entry);
    const path = ["bedrock", "models", index, "regions"];
    const placeless = profile === "global" || profile === "none";
    if (placeless && regions) yield { path, message: `must be left out with the profile ${profile}` };
    if (!placeless && !regions && !KNOWN_MODELS.get(id)?.profiles[profile])
      yield { path, message: unknownDestinations(`${profile}.${id}`, region) };
  }
}

const unknownDestinations = (profile: string, region: string) =>
  `must be the regions to which ${profile} sends requests from ${region}; openhands-aws does not know them, run aws bedrock get-inference-profile --region ${region} --inference-profile-identifier ${profile}`;

/** An application profile belongs to one account and one region. */
export function* applicationProfileConflicts({ aws, bedrock: { region, models } }: ConfigFile): Iterable<Problem> {
  const named = (key: "profileName" | "profileArn") =>
    models.flatMap((model, index): ConfiguredName[] => {
      const name = model[key];
      return name === undefined ? [] : [[["bedrock", "models", index, key], name]];
    });
  yield* repeated(named("profileName"));
  const arns = named("profileArn");
  yield* repeated(arns);
  const there = `arn:${partitionOf(region)}:bedrock:${region}:${aws.account}:application-inference-profile/`;
  for (const [path, arn] of arns)
    if (!arn.startsWith(there))
      yield { path, message: `must be in aws.account and bedrock.region, where Bedrock is called: ${there}ID` };
}

/** Bedrock rejects a profile that does not exist in the region that is called. As designed there is no profile. */
export function* profileConflicts({ posture, aws, bedrock: { region, models } }: ConfigFile): Iterable<Problem> {
  if (posture === "as-designed" || partitionOf(region) !== partitionOf(aws.region)) return;
  const there = [...GEOGRAPHY_NAMES.filter((geography) => isCallableFrom(geography, region)), "none"];
  for (const [index, entry] of models.entries()) {
    const { id, regions } = entry;
    const profile = geographyOf(entry);
    const path = ["bedrock", "models", index];
    if (!there.includes(profile))
      yield {
        path: [...path, entry.profile === "application" ? "from" : "profile"],
        message: `must be a profile that exists in ${region}, where Bedrock is called (bedrock.region): ${there.join(", ")}; the profile ${profile} does not`,
      };
    else if (
      profile !== "global" &&
      !regions &&
      KNOWN_MODELS.get(id)?.profiles[profile] &&
      !destinationsFrom(id, profile, region)
    )
      yield { path: [...path, "regions"], message: unknownDestinations(`${profile}.${id}`, region) };
  }
}
