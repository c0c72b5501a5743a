import type { Rule } from "../../rule";
import { granted, hasProfile, isExact, needsProfile, PROFILE_KEY } from "./support/bedrock";
import { decide, holdersOf } from "./support/holder";

export const modelPastProfile: Rule = {
  id: "model-past-profile",
  area: "permission",
  severity: "info",
  what: "A model that is meant to be used through its inference profile may be invoked past it.",
  why: "Another profile of the model, or the model itself where Bedrock comes to serve it, is then open too.",
  fix: "Grant the model on condition that bedrock:InferenceProfileArn is the profile.",
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
        yield { at: document, message: `${holder.name} may invoke ${pattern.text} through any profile, or none` };
      }
  },
};
