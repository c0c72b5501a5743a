import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";
import type { Subject } from "../schema/github";
import { SCHEDULED_WORKFLOWS } from "../schema/schedules";

/** The verb whose role the workflow of a schedule assumes. */
const VERBS = { rotation: "rotate", review: "verify" } as const;

/** A schedule whose runs the role rejects would be a workflow that is never written. */
export function* scheduleConflicts({ operations, github }: ConfigFile): Iterable<Problem> {
  for (const key of ["rotation", "review"] as const) {
    if (!operations?.[key]) continue;
    const [verb, workflow] = [VERBS[key], SCHEDULED_WORKFLOWS[key]];
    const repository = github.repositories[0]?.name ?? "";
    if (operations.roles[verb]?.subjects.some((subject) => accepts(subject, workflow, repository))) continue;
    yield {
      path: ["operations", key],
      message: `needs operations.roles.${verb} with a subject that accepts ${workflow} in ${repository}: a schedule runs on the default branch, so a branch or the beginning of its name (release/*), an environment or any`,
    };
  }
}

const accepts = (
  { owner, repositories, workflows, tag, pullRequest, branch }: Subject,
  workflow: string,
  repository: string,
): boolean =>
  (owner ? repository.startsWith(`${owner}/`) : (repositories?.includes(repository) ?? true)) &&
  (workflows?.includes(workflow) ?? true) &&
  tag === undefined &&
  !pullRequest &&
  // No expression of GitHub's can compare another pattern.
  (branch === undefined || /^[^*]*\**$/.test(branch));
