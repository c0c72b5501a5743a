import type { Identity } from "../../model";
import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { covers, trustedSubjects, usedSubjects } from "./support/subjects";
import { listed } from "./support/text";

export const workflowSubjectUnused: WorkflowRule = {
  id: "workflow-subject-unused",
  area: "workflow",
  severity: "warning",
  what: "A role lets in runs that no workflow of the repository makes.",
  why: "What nobody needs is left to whoever can write a workflow: a forgotten environment or branch is the way in that nobody watches.",
  fix: "Take the subject out of the trust policy, or the role away; or judge the folder that holds the workflow.",
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
      const what = `${role.address} lets in ${listed(contexts)} of ${owner}/${name}`;
      if (isUsed) yield { at: role, message: `${what}, and no workflow asks for it so.` };
      // Whoever needs it may work from elsewhere.
      else yield { at: role, message: `${what}, and no workflow here asks for it at all.`, severity: "info" };
    }
  },
};
