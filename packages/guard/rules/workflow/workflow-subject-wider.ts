import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { covers, trustedSubjects, usedSubjects } from "./support/subjects";
import { listed } from "./support/text";

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
    for (const subject of trustedSubjects(judged)) {
      if (!subject.wildcards || !/[*?]/.test(subject.context)) continue;
      const used = usedSubjects(judged, subject.role).filter((other) => covers(subject, other));
      if (used.length === 0 || used.some(({ any }) => any)) continue;
      const contexts = listed(used.map(({ context }) => context));
      yield {
        at: subject.role,
        message: `${subject.role.address} lets in ${subject.context}; the workflows ask with ${contexts} only.`,
      };
    }
  },
};
