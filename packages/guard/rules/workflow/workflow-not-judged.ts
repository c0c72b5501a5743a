import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { assumeRoleSteps } from "./support/assume-role-steps";

export const workflowNotJudged: WorkflowRule = {
  id: "workflow-not-judged",
  area: "workflow",
  severity: "info",
  what: "Something in a workflow could not be checked.",
  why: "It is known only in the run, or the guard does not support it. It may be safe or not; review it by hand.",
  fix: "Write role ARNs out (they are not secrets), name branches in conditions, and check the rest with whocan.",
  source: "https://docs.github.com/en/actions/reference/workflows-and-actions/contexts",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    const reported = new Set<string>();
    for (const { at, message } of [...judged.usage.notes, ...doubts(judged)]) {
      const key = [at.file, at.address, at.line, message].join("\n");
      if (reported.has(key)) continue;
      reported.add(key);
      yield { at, message };
    }
  },
};

function* doubts(judged: JudgedWorkflows) {
  for (const { at, name, target, assumeRoleCalls } of assumeRoleSteps(judged)) {
    if (target.kind === "unknown") yield { at, message: `Could not determine which role ${name} is.` };
    for (const { authentication } of assumeRoleCalls)
      if (authentication.kind === "unknown")
        yield { at, message: `The credentials that request ${name} are not known: ${authentication.why}.` };
  }
}
