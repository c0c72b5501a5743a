import type { Rule } from "../../rule";
import { granted, hasProfile, isExact, needsProfile } from "./support/bedrock";
import { holdersOf } from "./support/holder";

export const modelWithoutProfile: Rule = {
  id: "model-without-profile",
  area: "permission",
  severity: "warning",
  what: "A model may be invoked that Bedrock serves through inference profiles only, and no profile is granted.",
  why: "Every invocation is refused: on-demand throughput is not supported for the model itself.",
  fix: "Grant the model's inference profile as well, and the model in the profile's regions on condition of the profile.",
  source: "https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html",
  *check(model) {
    const told = new Set<string>();
    for (const holder of holdersOf(model))
      for (const { document, id, pattern } of granted(holder, "foundation-model")) {
        const key = `${document.root}\n${document.address}\n${document.argument}\n${id}`;
        if (told.has(key) || !isExact(id) || !needsProfile(id)) continue;
        told.add(key);
        if (hasProfile(holder, id)) continue;
        const message = `${holder.name} may invoke ${pattern.text}, but no inference profile of it`;
        // Who has more policies than these may have the profile by another.
        yield { at: document, message, ...(!holder.complete && { severity: "info" as const }) };
      }
  },
};
