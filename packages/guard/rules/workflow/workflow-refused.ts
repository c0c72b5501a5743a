import type { Identity } from "../../model";
import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import type { AssumeRoleCall } from "../../workflows";
import { type Asked, askedOf, entryWithToken, hasToken, withToken } from "./support/asked";
import { inWords, runWords } from "./support/words";

export const workflowRefused: WorkflowRule = {
  id: "workflow-refused",
  area: "workflow",
  severity: "error",
  what: "A role refuses runs of a workflow that asks for it.",
  why: "The token says what started the run, on which ref and in which environment; where the trust policy wants something else the step ends with AccessDenied. A dispatch may start on any branch or tag, unless a condition or the environment's rules say otherwise.",
  fix: "Limit the workflow to the runs that the role is meant for (on, `if: github.ref == ...` on the job, its environment), or name the others in the trust policy.",
  source: "https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    for (const asked of askedOf(judged)) {
      if (asked.target.kind !== "role") continue;
      const violation = judge(judged, asked, asked.target.role);
      if (violation) yield violation;
    }
  },
};

function judge(judged: JudgedWorkflows, asked: Asked, role: Identity): Violation | undefined {
  const asking = withToken(asked).filter((one) => hasToken(judged, one));
  const outcomes = asking.map((one): [AssumeRoleCall, ReturnType<typeof entryWithToken>] => [
    one,
    entryWithToken(judged, one, role),
  ]);
  const refused = outcomes.filter(([, { outcome }]) => outcome === "denied");
  if (refused.length === 0) return undefined;
  const admitted = outcomes.filter(([, { outcome }]) => outcome !== "denied").map(([one]) => runWords(one));
  const because = reasons(refused.flatMap(([, entry]) => entry.because));
  const runs = inWords(refused.map(([one]) => runWords(one)));
  const rest = admitted.length > 0 ? `; it lets in ${inWords(admitted)}` : ", and so every run";
  return {
    at: asked.at,
    message: `${role.address} refuses ${runs}${rest}: ${because}.`,
    ...(admitted.length > 0 && { severity: "warning" as const }),
  };
}

/** In the form with ids only where that alone was refused: the other says the same in fewer words. */
function reasons(because: readonly string[]): string {
  const classic = because.filter((text) => !text.includes("@<unknown>"));
  return inWords((classic.length > 0 ? classic : because).map((text) => text.replace(/^denied: /, "")));
}
