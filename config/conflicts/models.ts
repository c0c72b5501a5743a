import { GEOGRAPHY_NAMES, isCallableFrom } from "@openhands-aws/facts/inference-profiles";
import { partitionOf } from "@openhands-aws/facts/partitions";
import { KNOWN_MODELS } from "../models";
import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";
import { repeated } from "./duplicates";

export function* modelConflicts({ bedrock: { models = [] } }: ConfigFile): Iterable<Problem> {
  yield* repeated(models.map(({ id }, index) => [["bedrock", "models", index, "id"], id]));
  for (const [index, { id, profile = "us", regions }] of models.entries()) {
    const path = ["bedrock", "models", index, "regions"];
    const placeless = profile === "global" || profile === "none";
    if (placeless && regions) yield { path, message: `must be left out with the profile ${profile}` };
    if (!placeless && !regions && !KNOWN_MODELS.get(id)?.regions[profile])
      yield {
        path,
        message: `must be the regions to which ${profile}.${id} sends requests; openhands-aws does not know them, run aws bedrock get-inference-profile --inference-profile-identifier ${profile}.${id}`,
      };
  }
}

/** Bedrock rejects a profile that does not exist in the region that is called. As designed there is no profile. */
export function* profileConflicts({ posture, aws, bedrock: { region, models } }: ConfigFile): Iterable<Problem> {
  if (posture === "as-designed" || partitionOf(region) !== partitionOf(aws.region)) return;
  const there = [...GEOGRAPHY_NAMES.filter((geography) => isCallableFrom(geography, region)), "none"];
  for (const [index, { profile = "us" }] of models.entries())
    if (!there.includes(profile))
      yield {
        path: ["bedrock", "models", index, "profile"],
        message: `must be a profile that exists in ${region}, where Bedrock is called (bedrock.region): ${there.join(", ")}; the profile ${profile} does not`,
      };
}
