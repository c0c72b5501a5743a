import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import type { RequiredPermission } from "../../workflows";

/** Labels of GitHub-hosted runners, which have no role of their own. */
const HOSTED = /^(ubuntu|windows|macos)-/;

export const workflowWithoutCredentials: WorkflowRule = {
  id: "workflow-without-credentials",
  area: "workflow",
  severity: "error",
  what: "A step needs AWS before the job has credentials.",
  why: 'GitHub-hosted runners have no role of their own: the command fails with "Unable to locate credentials".',
  fix: "Assume the role in an earlier step, under the same conditions.",
  source: "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    const reported = new Set<string>();
    for (const permission of judged.usage.requiredPermissions) {
      const { at, by, credentials } = permission;
      const key = [at.file, at.address, at.line, by].join("\n");
      if (credentials.kind !== "none" || reported.has(key)) continue;
      reported.add(key);
      const message = `\`${by}\` runs before any step of the job assumes a role.`;
      yield { at, message, ...(isHosted(permission) ? {} : { severity: "info" as const }) };
    }
  },
};

const isHosted = ({ jobRun }: RequiredPermission): boolean => jobRun.job.runsOn.some((label) => HOSTED.test(label));
