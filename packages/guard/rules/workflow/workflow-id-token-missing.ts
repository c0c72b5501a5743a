import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import { assumeRoleSteps } from "./support/assume-role-steps";

export const workflowIdTokenMissing: WorkflowRule = {
  id: "workflow-id-token-missing",
  area: "workflow",
  severity: "error",
  what: "A step requests an OIDC token, but its job does not have the permission.",
  why: "Jobs may not request OIDC tokens by default, and a called workflow has at most the permissions of its caller. Without the token, the step fails.",
  fix: "Set `id-token: write` under the permissions of the job; if the job is in a reusable workflow, also on the job that calls it.",
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
        message: `The job ${job.id} does not have the permission \`id-token: write\`${called}, so GitHub gives it no token to assume a role with.`,
      };
    }
  },
};
