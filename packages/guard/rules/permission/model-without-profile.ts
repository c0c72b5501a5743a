import type { Rule } from "../../rule";
import { granted, hasProfile, isExact, needsProfile } from "./support/bedrock";
import { holdersOf } from "./support/holder";
import { capitalized } from "./support/quoted";

export const modelWithoutProfile: Rule = {
  id: "model-without-profile",
  area: "permission",
  severity: "warning",
  what: "A model that Bedrock serves only through inference profiles is granted without a profile.",
  why: "Bedrock refuses every invocation: it does not support on-demand throughput for the model itself.",
  fix: "Also grant the model's inference profile, and grant the model in the profile's regions on the condition that bedrock:InferenceProfileArn is the profile.",
  source: "https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html",
  *check(model) {
    const told = new Set<string>();
    for (const holder of holdersOf(model))
      for (const { document, id, pattern } of granted(holder, "foundation-model")) {
        const key = `${document.root}\n${document.address}\n${document.argument}\n${id}`;
        if (told.has(key) || !isExact(id) || !needsProfile(id)) continue;
        told.add(key);
        if (hasProfile(holder, id)) continue;
        const message = `${capitalized(holder.name)} may invoke ${pattern.text}, but none of its inference profiles.`;
        // A holder with more policies than these may get the profile from another one.
        yield { at: document, message, ...(!holder.complete && { severity: "info" as const }) };
      }
  },
};
