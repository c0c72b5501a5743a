import type { JudgedWorkflows, Severity, Violation, WorkflowRule } from "../../rule";
import { assumeRoleSteps } from "./support/assume-role-steps";
import type { Target } from "./support/target";
import { plain } from "./support/text";

export const workflowRoleMissing: WorkflowRule = {
  id: "workflow-role-missing",
  area: "workflow",
  severity: "error",
  what: "A workflow requests a role that does not exist.",
  why: "AWS answers with AccessDenied, as if the role refused, and does not say that the role is missing.",
  fix: "Correct the ARN: use the account, path and name that Terraform gives the role.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    for (const { at, name, target } of assumeRoleSteps(judged)) {
      const problem = problemOf(target);
      if (problem) yield { at, message: `${name} ${problem[0]}.`, severity: problem[1] };
    }
  },
};

/** A role that resembles none of those here may be declared elsewhere. */
function problemOf(target: Target): [string, Severity] | undefined {
  if (target.kind === "invalid") return ["is not the ARN of a role", "error"];
  if (target.kind !== "missing") return undefined;
  const { likely } = target;
  return likely
    ? [`is not declared here; ${likely.address} is ${plain(likely.arn)}`, "error"]
    : ["is not declared here, so its trust policy could not be checked", "warning"];
}
