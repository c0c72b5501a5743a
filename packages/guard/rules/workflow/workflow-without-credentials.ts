import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import type { RequiredPermission } from "../../workflows";

/** Labels of runners that GitHub hosts, which have no role of their own. */
const HOSTED = /^(ubuntu|windows|macos)-/;

export const workflowWithoutCredentials: WorkflowRule = {
  id: "workflow-without-credentials",
  area: "workflow",
  severity: "error",
  what: "A step needs AWS before the job has credentials.",
  why: 'Runners that GitHub hosts have no role of their own: the command ends with "Unable to locate credentials".',
  fix: "Assume the role in a step before it, under the same conditions.",
  source: "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    const told = new Set<string>();
    for (const demand of judged.usage.requiredPermissions) {
      const { at, by, credentials } = demand;
      const key = [at.file, at.address, at.line, by].join("\n");
      if (credentials.kind !== "none" || told.has(key)) continue;
      told.add(key);
      const message = `\`${by}\` runs before any step of the job has assumed a role.`;
      yield { at, message, ...(isHosted(demand) ? {} : { severity: "info" as const }) };
    }
  },
};

const isHosted = ({ instance }: RequiredPermission): boolean => instance.job.runsOn.some((label) => HOSTED.test(label));
