import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { askedOf, entryWithToken, hasToken, withToken } from "./support/asked";
import { runWords } from "./support/words";

export const workflowForkLetIn: WorkflowRule = {
  id: "workflow-fork-let-in",
  area: "workflow",
  severity: "warning",
  what: "Anybody's pull request starts a job that gets a role.",
  why: "pull_request_target runs with the repository's own rights for pull requests of forks too: one step that builds, installs or evaluates what the fork wrote has the role's credentials.",
  fix: "Assume roles on pull_request, push or workflow_dispatch instead, or skip forks with `if: github.event.pull_request.head.repo.full_name == github.repository`.",
  source: "https://docs.github.com/en/actions/reference/security/securely-using-pull_request_target",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    for (const asked of askedOf(judged)) {
      const { target } = asked;
      if (target.kind !== "role") continue;
      const inside = withToken(asked).find(
        (one) =>
          one.instance.run.pullRequest?.fromFork &&
          hasToken(judged, one) &&
          entryWithToken(judged, one, target.role).outcome !== "denied",
      );
      if (inside) yield { at: asked.at, message: `${target.role.address} lets in ${runWords(inside)}.` };
    }
  },
};
