import type { JudgedWorkflows, Severity, Violation, WorkflowRule } from "../../rule";
import { assumeRoleSteps } from "./support/assume-role-steps";
import type { Target } from "./support/target";
import { plain } from "./support/text";

export const workflowRoleMissing: WorkflowRule = {
  id: "workflow-role-missing",
  area: "workflow",
  severity: "error",
  what: "A workflow asks for a role that is not there.",
  why: "AWS answers as if the role refused, and does not say that it does not exist.",
  fix: "Correct the ARN: its account, its path and its name as Terraform writes them.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    for (const { at, name, target } of assumeRoleSteps(judged)) {
      const problem = problemOf(target);
      if (problem) yield { at, message: `${plain(name)} ${problem[0]}.`, severity: problem[1] };
    }
  },
};

/** A role that is nothing like any that is declared may be declared elsewhere. */
function problemOf(target: Target): [string, Severity] | undefined {
  if (target.kind === "invalid") return ["is no role's ARN", "error"];
  if (target.kind !== "missing") return undefined;
  const { likely } = target;
  return likely
    ? [`is declared nowhere here; ${likely.address} is ${plain(likely.arn)}`, "error"]
    : ["is declared nowhere here, so that nothing is known of whom it lets in", "warning"];
}
