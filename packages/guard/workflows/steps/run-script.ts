import { OUT_OF_EFFORT } from "../effort";
import { interpolate } from "../expression/template";
import { simulateScript } from "../shell/script";
import type { WorkflowStep } from "../workflow";
import type { JobState } from "./job-state";
import { PROGRAMS } from "./programs";

/** Variables that the runner sets, with the fields of `github` that they contain. */
const RUNNER_VARIABLES = {
  GITHUB_REF: "ref",
  GITHUB_REF_NAME: "ref_name",
  GITHUB_REPOSITORY: "repository",
  GITHUB_EVENT_NAME: "event_name",
};

/** Follows the script of a step. */
export function runScript(step: WorkflowStep, run: string, job: JobState): void {
  const { jobRun, frame } = job;
  const shell = step.shell ?? jobRun.job.shell ?? "bash";
  const text = interpolate(run, frame.contextsOf(step));
  if (!/^(ba|z|da|k)?sh\b/.test(shell)) {
    if (/\baws\b/.test(text)) job.note(step, `The script was not checked: scripts for ${shell} are not read.`);
    return;
  }
  const variables = Object.entries(RUNNER_VARIABLES).map(([name, field]): [string, string] => [
    name,
    interpolate(`\${{ github.${field} }}`, jobRun.contexts),
  ]);
  const stepEnv = frame.environmentOf(step);
  const script = simulateScript(text, new Map([...variables, ...stepEnv]), job.effort);
  if (!script.complete) job.note(step, OUT_OF_EFFORT);
  job.fetchIdToken(text, script.variables);
  job.printedCredentials = undefined;
  for (const { words, env, line } of script.invocations) {
    const program = (words[0] ?? "").replace(/^.*\//, "");
    PROGRAMS.get(program)?.({ words, env, stepEnv, step, line: step.runLine + line }, job);
  }
  for (const [name, value] of script.env) frame.exported.set(name, value);
  if (script.outputs.size > 0) frame.output(step, Object.fromEntries(script.outputs));
  if (!script.env.has("AWS_ACCESS_KEY_ID")) return;
  job.credentials = job.printedCredentials ?? { kind: "unknown", why: `${step.address} sets access keys` };
  frame.exported.delete("AWS_ACCESS_KEY_ID");
}
