import type { Identity } from "../../model";
import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import {
  type AssumeRoleStep,
  assumeRoleSteps,
  entryWithToken,
  getsToken,
  tokenCalls,
} from "./support/assume-role-steps";
import { listed, runDescription } from "./support/text";

export const workflowRefused: WorkflowRule = {
  id: "workflow-refused",
  area: "workflow",
  severity: "error",
  what: "A role refuses runs of a workflow that requests it.",
  why: "The token states what started the run, its ref and its environment. If the trust policy requires something else, the step fails with AccessDenied. A manual dispatch can start on any branch or tag, unless a condition or the rules of the environment prevent it.",
  fix: "Limit the workflow to the runs that the role is meant for (with `on`, `if: github.ref == ...` on the job, or its environment), or add the other runs to the trust policy.",
  source: "https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    for (const step of assumeRoleSteps(judged)) {
      if (step.target.kind !== "role") continue;
      const violation = violationOf(judged, step, step.target.role);
      if (violation) yield violation;
    }
  },
};

function violationOf(judged: JudgedWorkflows, step: AssumeRoleStep, role: Identity): Violation | undefined {
  const calls = tokenCalls(step).filter((call) => getsToken(judged, call));
  const outcomes = calls.map((call) => ({ call, ...entryWithToken(judged, call, role) }));
  const refused = outcomes.filter(({ outcome }) => outcome === "denied");
  if (refused.length === 0) return undefined;
  const admitted = outcomes.filter(({ outcome }) => outcome !== "denied").map(({ call }) => runDescription(call));
  const because = reasons(refused.flatMap((entry) => entry.because));
  const runs = listed(refused.map(({ call }) => runDescription(call)));
  const what = admitted.length > 0 ? `${runs}, but accepts ${listed(admitted)}` : `every run (${runs})`;
  return {
    at: step.at,
    message: `${role.address} refuses ${what}: ${because}.`,
    ...(admitted.length > 0 && { severity: "warning" as const }),
  };
}

/** Without the subjects with ids, unless there are no others: they say the same in more words. */
function reasons(because: readonly string[]): string {
  const classic = because.filter((text) => !text.includes("@<unknown>"));
  return listed((classic.length > 0 ? classic : because).map((text) => text.replace(/^denied: /, "")));
}
