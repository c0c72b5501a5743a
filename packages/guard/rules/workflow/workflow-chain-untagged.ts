import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { assumeRoleSteps } from "./support/assume-role-steps";
import { chained } from "./support/chain";
import { plain } from "./support/text";

export const workflowChainUntagged: WorkflowRule = {
  id: "workflow-chain-untagged",
  area: "workflow",
  severity: "error",
  what: "A step tags the session of a chained role, but tagging is not allowed.",
  why: "aws-actions/configure-aws-credentials tags the session of a chained role. Without sts:TagSession on both sides, AWS refuses the whole call.",
  fix: "Set role-skip-session-tagging: true, or allow sts:TagSession in the caller's policy and in the role's trust policy.",
  source: "https://github.com/aws-actions/configure-aws-credentials#session-tagging-and-name",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    for (const { at, target, assumeRoleCalls } of assumeRoleSteps(judged)) {
      if (target.kind !== "role") continue;
      const { role } = target;
      const callers = new Set(
        assumeRoleCalls.flatMap(({ authentication }) =>
          authentication.kind === "role" && authentication.tagged ? authentication.caller : [],
        ),
      );
      for (const caller of callers) {
        if (chained(judged.model, caller, role, false).outcome === "denied") continue;
        if (chained(judged.model, caller, role, true).outcome !== "denied") continue;
        yield {
          at,
          message: `${plain(caller)} can assume ${role.address} only without session tags, but the step sends some.`,
        };
      }
    }
  },
};
