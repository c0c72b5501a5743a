import type { Rule, Severity, Violation } from "../../rule";
import { isEveryAction } from "./support/action-pattern";
import { invocation, isThroughProfile } from "./support/bedrock";
import { grantingStatements } from "./support/policy-places";
import type { ResourcePattern } from "./support/resource-pattern";

export const unboundedBedrock: Rule = {
  id: "unbounded-bedrock",
  area: "permission",
  severity: "warning",
  what: "Any Bedrock model may be invoked, or a model in any region.",
  why: "Every invocation is billed, and the caller chooses the model and the region that receive the data.",
  fix: "Name the model and its regions, or require its inference profile with the condition key bedrock:InferenceProfileArn.",
  source: "https://docs.aws.amazon.com/bedrock/latest/userguide/security_iam_id-based-policy-examples.html",
  *check(model) {
    for (const place of grantingStatements(model)) {
      const { document, statement } = place;
      if (statement.actions.not || statement.actions.patterns.some(isEveryAction)) continue;
      if (!invocation(place)) continue;
      const through = isThroughProfile(statement);
      for (const pattern of place.resources) {
        const reach = reachOf(pattern, through);
        if (reach)
          yield {
            at: document,
            message: `${place.name} allows ${reach.what} to be invoked (${pattern.text}).`,
            severity: reach.severity,
          } satisfies Violation;
      }
    }
  },
};

const MODEL = "arn:${Partition}:bedrock:${Region}::foundation-model/${ResourceId}";

function reachOf(pattern: ResourcePattern, throughProfile: boolean): { what: string; severity: Severity } | undefined {
  if (throughProfile) return undefined;
  if (!pattern.fields)
    return pattern.mayMatch(MODEL) ? { what: "every model in every region", severity: "warning" } : undefined;
  const { service, region, resource } = pattern.fields;
  if (service !== "bedrock") return undefined;
  const anywhere = /[*?]/.test(region) ? " in every region" : "";
  if (pattern.matchesEveryName(MODEL)) return { what: `every model${anywhere}`, severity: "warning" };
  if (resource.startsWith("foundation-model/") && anywhere)
    return { what: `the model${anywhere}`, severity: "warning" };
  if (/^foundation-model\/[\w-]*\.?[*]$/.test(resource))
    return { what: "every model of one provider", severity: "info" };
  return undefined;
}
