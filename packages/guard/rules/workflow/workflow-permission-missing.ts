import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { grantsAction } from "../../whocan/action-query";
import type { RequiredPermission } from "../../workflows";
import { targetOf } from "./support/target";
import { listed, plain } from "./support/text";

export const workflowPermissionMissing: WorkflowRule = {
  id: "workflow-permission-missing",
  area: "workflow",
  severity: "error",
  what: "A step needs an action that its role does not allow.",
  why: "The role is assumed, but the command fails in the middle of the job.",
  fix: "Grant the role the action on the resource, or remove the step.",
  source:
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    const steps = new Map<string, { at: RequiredPermission["at"]; by: string; role: string; missing: Set<string> }>();
    const decided = new Map<string, boolean>();
    for (const { at, credentials, action, resource, by } of judged.usage.requiredPermissions) {
      if (credentials.kind !== "role") continue;
      const key = [credentials.arn, action, resource].join("\n");
      const denied = decided.get(key) ?? isDenied(judged, credentials.arn, { action, resource });
      decided.set(key, denied);
      if (!denied) continue;
      const step = [at.file, at.address, at.line, by, credentials.arn].join("\n");
      const found = steps.get(step) ?? { at, by, role: credentials.arn, missing: new Set() };
      steps.set(step, found);
      found.missing.add(`${action} on ${plain(resource)}`);
    }
    for (const { at, by, role, missing } of steps.values())
      yield { at, message: `\`${by}\` needs ${listed([...missing])}, which ${plain(role)} does not allow.` };
  },
};

function isDenied({ model }: JudgedWorkflows, arn: string, query: { action: string; resource: string }): boolean {
  const target = targetOf(model, arn);
  return target.kind === "role" && grantsAction(model, target.role, query).outcome === "denied";
}
