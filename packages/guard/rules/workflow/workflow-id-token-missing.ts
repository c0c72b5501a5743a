import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { assumeRoleSteps } from "./support/assume-role-steps";

export const workflowIdTokenMissing: WorkflowRule = {
  id: "workflow-id-token-missing",
  area: "workflow",
  severity: "error",
  what: "A step asks GitHub for a token that its job may not have.",
  why: "No default gives a job the permission to ask for OIDC tokens, and a called workflow has at most what its caller has: without the token the step ends with an error.",
  fix: "Write `id-token: write` under permissions of the job, and of the job that calls it where it is in a reusable workflow.",
  source:
    "https://docs.github.com/en/actions/reference/security/oidc#workflow-permissions-for-the-requesting-the-oidc-token",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    for (const { at, assumeRoleCalls } of assumeRoleSteps(judged)) {
      const lacking = assumeRoleCalls.filter(
        ({ authentication }) => authentication.kind === "token" && !authentication.permitted,
      );
      const [first] = lacking;
      if (!first) continue;
      const { job, started, workflow } = first.jobRun;
      const called = started === workflow ? "" : ` when ${started.basename} calls it`;
      yield {
        at,
        message: `The job ${job.id} has no permission \`id-token: write\`${called}: GitHub gives it no token to assume a role with.`,
      };
    }
  },
};
