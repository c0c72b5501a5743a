import type { Ternary } from "../../policy/ternary";
import type { Effort } from "../effort";
import { evaluateCondition, interpolate } from "../expression/template";
import type { JobRun } from "../runs/job-runs";
import type { WorkflowStep } from "../workflow";
import { ACTIONS } from "./actions";
import { JobState } from "./job-state";
import type { LocalActions } from "./local-actions";
import { runScript } from "./run-script";
import type { Credentials, Usage } from "./usage";

/** What the steps of a job ask of AWS, followed in order. */
export function jobUsage(jobRun: JobRun, actions: LocalActions, effort: Effort): Usage {
  const job = new JobState(jobRun, effort);
  walk(jobRun.job.steps, job, actions);
  return job;
}

function walk(steps: readonly WorkflowStep[], job: JobState, actions: LocalActions): void {
  for (const step of steps) {
    if (!job.affords(step)) return;
    const runs: Ternary =
      step.condition === undefined ? true : evaluateCondition(step.condition, job.frame.contextsOf(step));
    if (runs === false) continue;
    const before = job.credentials;
    if (step.run !== undefined) runScript(step, step.run, job);
    else if (step.uses?.startsWith("./")) useLocalAction(step, step.uses, job, actions);
    else if (step.uses !== undefined) useAction(step, step.uses, job);
    const unsure = runs === "unknown" && before.kind !== "none" && !sameCredentials(before, job.credentials);
    if (unsure)
      job.credentials = { kind: "unknown", why: `${step.address} may or may not have changed the credentials` };
  }
}

function useAction(step: WorkflowStep, uses: string, job: JobState): void {
  const [name = "", ref = ""] = uses.split("@");
  const contexts = job.frame.contextsOf(step);
  const input = (name: string) => {
    const text = step.with.get(name);
    return text === undefined ? undefined : interpolate(text, contexts).trim();
  };
  ACTIONS.get(name.toLowerCase())?.({ name, ref, step, input, env: job.frame.environmentOf(step) }, job);
}

function useLocalAction(step: WorkflowStep, uses: string, job: JobState, actions: LocalActions): void {
  const action = actions.named(uses);
  if (!action?.steps) {
    // Anything else can request a role only with a token.
    const why = action ? "it is not a composite action" : "it was not found";
    if (job.jobRun.idToken) skipAction(step, uses, job, why);
    return;
  }
  const refusal = job.frame.refusalOf(action) ?? actions.take(action.steps);
  if (refusal !== undefined) {
    skipAction(step, uses, job, refusal);
    return;
  }
  const outer = job.frame;
  job.frame = outer.within(action, step);
  walk(action.steps, job, actions);
  outer.output(step, job.frame.outputsOf(action));
  job.frame = outer;
}

function skipAction(step: WorkflowStep, uses: string, job: JobState, why: string): void {
  job.note(step, `${uses} was not checked, and it may change the credentials: ${why}.`);
  if (job.credentials.kind !== "unknown") job.credentials = { kind: "unknown", why: `${uses} was not checked` };
}

const sameCredentials = (one: Credentials, other: Credentials): boolean =>
  one.kind === other.kind && (one.kind !== "role" || other.kind !== "role" || one.arn === other.arn);
