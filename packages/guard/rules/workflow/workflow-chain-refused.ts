import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { assumeRoleSteps } from "./support/assume-role-steps";
import { chained } from "./support/chain";
import { plain } from "./support/text";

export const workflowChainRefused: WorkflowRule = {
  id: "workflow-chain-refused",
  area: "workflow",
  severity: "error",
  what: "A step assumes a role that its current role may not assume.",
  why: "Role chaining needs both sides: the first role's policy must allow sts:AssumeRole, and the second role's trust policy must accept the first role.",
  fix: "Allow the first role sts:AssumeRole on the second, and name the first in the second's trust policy.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    for (const { at, target, assumeRoleCalls } of assumeRoleSteps(judged)) {
      if (target.kind !== "role") continue;
      const callers = new Set(
        assumeRoleCalls.flatMap(({ authentication }) => (authentication.kind === "role" ? authentication.caller : [])),
      );
      for (const caller of callers) {
        const { outcome, because } = chained(judged.model, caller, target.role, false);
        if (outcome !== "denied") continue;
        const reasons = because.map((text) => text.replace(/^denied: /, "")).join("; ");
        yield { at, message: `${plain(caller)} cannot assume ${target.role.address}: ${reasons}.` };
      }
    }
  },
};
