import type { Identity } from "../../model";
import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { covers, trustedSubjects, usedSubjects } from "./support/subjects";
import { listed } from "./support/text";

export const workflowSubjectUnused: WorkflowRule = {
  id: "workflow-subject-unused",
  area: "workflow",
  severity: "warning",
  what: "A role accepts runs that no workflow of the repository starts.",
  why: "Unused access remains available to anyone who can add a workflow: nobody watches a forgotten environment or branch.",
  fix: "Remove the subject (or the role), or point --workflows at the folder that contains the workflow.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    if (!judged.complete) return;
    const { owner, name } = judged.repository;
    const unused = new Map<Identity, { contexts: string[]; isUsed: boolean }>();
    for (const subject of trustedSubjects(judged)) {
      const used = usedSubjects(judged, subject.role);
      if (used.some((other) => covers(subject, other))) continue;
      const found = unused.get(subject.role) ?? { contexts: [], isUsed: used.length > 0 };
      unused.set(subject.role, found);
      found.contexts.push(subject.context);
    }
    for (const [role, { contexts, isUsed }] of unused) {
      const what = `${role.address} accepts ${listed(contexts)} of ${owner}/${name}`;
      if (isUsed) yield { at: role, message: `${what}, but no workflow requests the role that way.` };
      // A workflow that is not here may need it.
      else yield { at: role, message: `${what}, but no workflow here requests the role.`, severity: "info" };
    }
  },
};
