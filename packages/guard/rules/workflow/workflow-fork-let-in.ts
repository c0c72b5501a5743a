import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { assumeRoleSteps, entryWithToken, getsToken, tokenCalls } from "./support/assume-role-steps";
import { runDescription } from "./support/text";

export const workflowForkLetIn: WorkflowRule = {
  id: "workflow-fork-let-in",
  area: "workflow",
  severity: "warning",
  what: "A pull request from a fork can start a job that assumes a role.",
  why: "pull_request_target runs with the repository's own permissions, also for pull requests from forks. A step that builds, installs or evaluates the fork's code gives that code the role's credentials.",
  fix: "Assume roles on pull_request, push or workflow_dispatch instead, or skip forks with `if: github.event.pull_request.head.repo.full_name == github.repository`.",
  source: "https://docs.github.com/en/actions/reference/security/securely-using-pull_request_target",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    for (const step of assumeRoleSteps(judged)) {
      const { at, target } = step;
      if (target.kind !== "role") continue;
      const admitted = tokenCalls(step).find(
        (call) =>
          call.jobRun.run.pullRequest?.fromFork &&
          getsToken(judged, call) &&
          entryWithToken(judged, call, target.role).outcome !== "denied",
      );
      if (admitted) yield { at, message: `${target.role.address} can be assumed on ${runDescription(admitted)}.` };
    }
  },
};
