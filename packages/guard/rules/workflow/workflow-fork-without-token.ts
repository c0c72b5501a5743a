import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { askedOf, hasToken, withToken } from "./support/asked";
import { inWords, runWords } from "./support/words";

export const workflowForkWithoutToken: WorkflowRule = {
  id: "workflow-fork-without-token",
  area: "workflow",
  severity: "info",
  what: "A workflow asks for a role where a fork's pull request starts it.",
  why: "GitHub gives the runs of a fork's pull requests no OIDC token, unless a private repository is told to: the step fails there, as it should.",
  fix: "Skip the step with `if: github.event.pull_request.head.repo.full_name == github.repository`.",
  source:
    "https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflows-in-forked-repositories",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    for (const asked of askedOf(judged)) {
      const lacking = withToken(asked).filter((one) => !hasToken(judged, one));
      if (lacking.length === 0) continue;
      yield { at: asked.at, message: `The step fails on ${inWords(lacking.map(runWords))}, which gets no token.` };
    }
  },
};
