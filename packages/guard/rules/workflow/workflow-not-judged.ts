import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { assumeRoleSteps } from "./support/assume-role-steps";
import { plain } from "./support/text";

export const workflowNotJudged: WorkflowRule = {
  id: "workflow-not-judged",
  area: "workflow",
  severity: "info",
  what: "Something in a workflow could not be judged.",
  why: "What is only known in the run, or not understood here, is neither safe nor wrong: somebody else has to look.",
  fix: "Write role ARNs out (they are no secrets), name branches in conditions, and test what is left with whocan.",
  source: "https://docs.github.com/en/actions/reference/workflows-and-actions/contexts",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    const reported = new Set<string>();
    for (const { at, message } of [...judged.usage.notes, ...doubts(judged)]) {
      const key = [at.file, at.address, at.line, message].join("\n");
      if (reported.has(key)) continue;
      reported.add(key);
      yield { at, message: `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.` };
    }
  },
};

function* doubts(judged: JudgedWorkflows) {
  for (const { at, name, target, assumeRoleCalls } of assumeRoleSteps(judged)) {
    if (target.kind === "unknown") yield { at, message: `which role ${plain(name)} is, is not known here` };
    for (const { authentication } of assumeRoleCalls)
      if (authentication.kind === "unknown")
        yield { at, message: `whose credentials ask for ${plain(name)} is not known: ${authentication.why}` };
  }
}
