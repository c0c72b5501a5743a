import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { covers, trustedSubjects, usedSubjects } from "./support/subjects";
import { listed } from "./support/text";

export const workflowSubjectWider: WorkflowRule = {
  id: "workflow-subject-wider",
  area: "workflow",
  severity: "warning",
  what: "A role accepts more refs or environments than the workflows use.",
  why: "Anyone who can push a branch that matches the pattern can assume the role, although every run that needs the role could be named.",
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
        message: `${subject.role.address} accepts ${subject.context}, but the workflows use only ${contexts}.`,
      };
    }
  },
};
