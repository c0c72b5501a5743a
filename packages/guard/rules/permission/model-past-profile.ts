import type { Rule } from "../../rule";
import { granted, hasProfile, isExact, needsProfile, PROFILE_KEY } from "./support/bedrock";
import { decide, holdersOf } from "./support/holder";
import { capitalized } from "./support/quoted";

export const modelPastProfile: Rule = {
  id: "model-past-profile",
  area: "permission",
  severity: "info",
  what: "A model that is granted with its inference profile can also be invoked without it.",
  why: "This also allows any other profile of the model, and the model itself wherever Bedrock serves it directly.",
  fix: "Grant the model on the condition that bedrock:InferenceProfileArn is the profile.",
  source: "https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html",
  *check(model) {
    const told = new Set<string>();
    for (const holder of holdersOf(model))
      for (const { document, id, pattern, region, action, throughProfile } of granted(holder, "foundation-model")) {
        if (throughProfile || !isExact(id) || !isExact(region) || !needsProfile(id) || !hasProfile(holder, id))
          continue;
        const key = `${document.root}\n${document.address}\n${document.argument}\n${id}`;
        if (told.has(key)) continue;
        const known = { [PROFILE_KEY]: "arn:aws:bedrock:us-east-1:123456789012:inference-profile/another" };
        if (decide(holder, { action, resource: pattern.text, known }) !== "allowed") continue;
        told.add(key);
        yield {
          at: document,
          message: `${capitalized(holder.name)} may invoke ${pattern.text} through any profile, or without one.`,
        };
      }
  },
};
