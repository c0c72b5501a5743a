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
  what: "A role refuses runs of a workflow that asks for it.",
  why: "The token says what started the run, on which ref and in which environment; where the trust policy wants something else the step ends with AccessDenied. A dispatch may start on any branch or tag, unless a condition or the environment's rules say otherwise.",
  fix: "Limit the workflow to the runs that the role is meant for (on, `if: github.ref == ...` on the job, its environment), or name the others in the trust policy.",
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
  const rest = admitted.length > 0 ? `; it lets in ${listed(admitted)}` : ", and so every run";
  return {
    at: step.at,
    message: `${role.address} refuses ${runs}${rest}: ${because}.`,
    ...(admitted.length > 0 && { severity: "warning" as const }),
  };
}

/** In the form with ids only where that alone was refused: the other says the same in fewer words. */
function reasons(because: readonly string[]): string {
  const classic = because.filter((text) => !text.includes("@<unknown>"));
  return listed((classic.length > 0 ? classic : because).map((text) => text.replace(/^denied: /, "")));
}
