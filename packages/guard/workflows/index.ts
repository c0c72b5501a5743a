import type { Repository } from "../claims/github-job";
import type { AccessModel } from "../model";
import { rawText } from "../text";
import { Instances } from "./runs/instance";
import { refsOf } from "./runs/refs";
import { LocalActions } from "./steps/local-actions";
import type { AssumeRoleCall, Note, RequiredPermission, Usage } from "./steps/usage";
import { Walk } from "./steps/walk";
import type { Action, Workflow } from "./workflow";

export type { Repository } from "../claims/github-job";
export { readAction } from "./read-action";
export { readWorkflow } from "./read-workflow";
export type { AssumeRoleCall, Note, RequiredPermission, Usage } from "./steps/usage";
export { type Action, folderOf, type Workflow } from "./workflow";

/**
 * What the workflows of a repository ask of AWS.
 * @param model for the refs that its trust policies name: runs on them may differ from others
 * @param actions of the repository itself
 */
export function usageOf(
  workflows: readonly Workflow[],
  repository: Repository,
  model: AccessModel,
  actions: readonly Action[] = [],
): Usage {
  const refs = refsOf(workflows, trustedRefs(model), [...workflows, ...actions]);
  const instances = new Instances(workflows, repository, refs);
  const local = new LocalActions(actions);
  const assumeRoleCalls: AssumeRoleCall[] = [];
  const requiredPermissions: RequiredPermission[] = [];
  const notes: Note[] = [];
  for (const { workflow, line, address, message } of instances.unfollowed)
    notes.push({ at: { address: `${workflow.basename}:${address}`, root: "", file: workflow.file, line }, message });
  for (const { file, basename, problems } of workflows)
    for (const { line, message } of problems)
      notes.push({ at: { address: basename, root: "", file, line }, message: `GitHub does not run it: ${message}` });
  for (const instance of instances.found) {
    const walk = new Walk(instance, local);
    for (const asking of walk.assumeRoleCalls) assumeRoleCalls.push(asking);
    for (const demand of walk.requiredPermissions) requiredPermissions.push(demand);
    for (const remark of walk.notes) notes.push(remark);
  }
  return { assumeRoleCalls, requiredPermissions, notes };
}

/** Refs in the subjects and claims that trust policies want. */
function trustedRefs({ identities }: AccessModel): string[] {
  const values = identities.flatMap(({ trust }) =>
    (trust?.statements ?? []).flatMap(({ conditions }) => conditions.flatMap((condition) => condition.values)),
  );
  return [
    ...new Set(values.flatMap((value) => /(?:^|:ref:)(refs\/(?:heads|tags)\/[^:]+)$/.exec(rawText(value))?.[1] ?? [])),
  ];
}
