import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { askedWith, fits, letIn } from "./support/subjects";
import { inWords } from "./support/words";

export const workflowSubjectWider: WorkflowRule = {
  id: "workflow-subject-wider",
  area: "workflow",
  severity: "warning",
  what: "A role lets in more refs or environments than the workflows use.",
  why: "Whoever may push a branch that fits the pattern gets the role, though every run that needs it is of one that could be named.",
  fix: "Name the refs or environments that are used, with StringEquals.",
  source: "https://docs.github.com/en/actions/reference/security/oidc#filtering-for-a-specific-branch",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    if (!judged.complete) return;
    for (const one of letIn(judged)) {
      if (!one.wildcards || !/[*?]/.test(one.context)) continue;
      const asked = askedWith(judged, one.role).filter((other) => fits(one, other));
      if (asked.length === 0 || asked.some(({ any }) => any)) continue;
      const used = inWords(asked.map(({ context }) => context));
      yield {
        at: one.role,
        message: `${one.role.address} lets in ${one.context}; the workflows ask with ${used} only.`,
      };
    }
  },
};
