import { MAX_REFS } from "../bounds";
import type { Repository } from "../claims/github-job";
import type { AccessModel } from "../model";
import { rawText } from "../text";
import { Effort } from "./effort";
import { JobRuns } from "./runs/job-runs";
import { refsOf } from "./runs/refs";
import { LocalActions } from "./steps/local-actions";
import type { AssumeRoleCall, Note, RequiredPermission, Usage } from "./steps/usage";
import { jobUsage } from "./steps/walk";
import type { Action, Workflow } from "./workflow";

export type { Repository } from "../claims/github-job";
export { readAction } from "./read-action";
export { readWorkflow } from "./read-workflow";
export type { AssumeRoleCall, Note, RequiredPermission, Usage } from "./steps/usage";
export { type Action, folderOf, type Texts, type Workflow, type WorkflowStep } from "./workflow";

/**
 * What the workflows of a repository ask of AWS.
 * @param model whose trust policies name refs: runs on these may differ from others
 * @param actions of the repository itself
 */
export function usageOf(
  workflows: readonly Workflow[],
  repository: Repository,
  model: AccessModel,
  actions: readonly Action[] = [],
): Usage {
  const refs = refsOf(workflows, trustedRefs(model), [...workflows, ...actions]);
  const effort = new Effort();
  const jobRuns = new JobRuns(workflows, repository, refs, effort);
  const local = new LocalActions(actions);
  const assumeRoleCalls: AssumeRoleCall[] = [];
  const requiredPermissions: RequiredPermission[] = [];
  const notes: Note[] = [...jobRuns.notes];
  const [first] = workflows;
  if (refs.complete === false && first)
    notes.push({
      at: { address: first.basename, root: "", file: first.file },
      message: `Only the first ${MAX_REFS} branches and tags that conditions and trust policies name were tried. Name fewer of them.`,
    });
  for (const { file, basename, problems } of workflows)
    for (const { line, message } of problems)
      notes.push({
        at: { address: basename, root: "", file, line },
        message: `GitHub does not run this workflow: ${message}.`,
      });
  for (const jobRun of jobRuns.found) {
    const usage = jobUsage(jobRun, local, effort);
    for (const call of usage.assumeRoleCalls) assumeRoleCalls.push(call);
    for (const permission of usage.requiredPermissions) requiredPermissions.push(permission);
    for (const note of usage.notes) notes.push(note);
  }
  return { assumeRoleCalls, requiredPermissions, notes };
}

/** Refs in the subjects and claims that trust policies require. */
function trustedRefs({ identities }: AccessModel): string[] {
  const values = identities.flatMap(({ trust }) =>
    (trust?.statements ?? []).flatMap(({ conditions }) => conditions.flatMap((condition) => condition.values)),
  );
  return [
    ...new Set(values.flatMap((value) => /(?:^|:ref:)(refs\/(?:heads|tags)\/[^:]+)$/.exec(rawText(value))?.[1] ?? [])),
  ];
}
