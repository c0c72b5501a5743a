import type { Rule } from "../../rule";
import { destinations, type Granted, granted, isExact, PROFILE_KEY } from "./support/bedrock";
import { decide, type Holder, holdersOf } from "./support/holder";
import { capitalized, listed } from "./support/quoted";

export const inferenceProfileWithoutModels: Rule = {
  id: "inference-profile-without-models",
  area: "permission",
  severity: "warning",
  what: "An inference profile is granted without its model in every region that the profile sends requests to.",
  why: "Bedrock checks permission for both: it refuses requests, either always or only when the profile picks that region.",
  fix: "Grant the model in every region of the profile, on the condition that bedrock:InferenceProfileArn is the profile.",
  source: "https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html",
  *check(model) {
    const told = new Set<string>();
    for (const holder of holdersOf(model))
      for (const profile of granted(holder, "inference-profile")) {
        const missing = missingModels(holder, profile);
        const { document, id } = profile;
        const key = `${document.root}\n${document.address}\n${document.argument}\n${id}`;
        if (told.has(key) || missing.length === 0) continue;
        told.add(key);
        const message = `${capitalized(holder.name)} may use ${profile.pattern.text}, but not ${listed(missing)}.`;
        // A holder with more policies than these may get the models from another one.
        yield { at: document, message, ...(!holder.complete && { severity: "info" as const }) };
      }
  },
};

function missingModels(holder: Holder, { id, region, pattern, action }: Granted): string[] {
  const [, model] = /^[a-z-]+\.(.+)$/s.exec(id) ?? [];
  if (model === undefined || !isExact(id)) return [];
  const partition = pattern.fields?.partition ?? "aws";
  const regions = new Set([...(isExact(region) ? [region] : []), ...destinations(id)]);
  const arns = [...regions].map((one) => `arn:${partition}:bedrock:${one}::foundation-model/${model}`);
  const known = { [PROFILE_KEY]: pattern.text };
  return arns.filter((resource) => decide(holder, { action, resource, known }) === "denied");
}
