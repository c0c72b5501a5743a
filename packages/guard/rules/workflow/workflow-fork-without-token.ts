import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { assumeRoleSteps, getsToken, tokenCalls } from "./support/assume-role-steps";
import { listed, runDescription } from "./support/text";

export const workflowForkWithoutToken: WorkflowRule = {
  id: "workflow-fork-without-token",
  area: "workflow",
  severity: "info",
  what: "A workflow requests a role in runs that a fork's pull request starts.",
  why: "GitHub gives these runs no OIDC token (unless a private repository is configured to), so the step fails there, as it should.",
  fix: "Skip the step with `if: github.event.pull_request.head.repo.full_name == github.repository`.",
  source:
    "https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflows-in-forked-repositories",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    for (const step of assumeRoleSteps(judged)) {
      const lacking = tokenCalls(step).filter((call) => !getsToken(judged, call));
      if (lacking.length === 0) continue;
      yield {
        at: step.at,
        message: `The step fails on ${listed(lacking.map(runDescription))}: GitHub gives no OIDC token there.`,
      };
    }
  },
};
