import type { GithubJob } from "../../../claims/github-job";
import { githubTokens } from "../../../claims/github-token";
import type { Identity } from "../../../model";
import type { JudgedWorkflows } from "../../../rule";
import { perObject } from "../../../support/memo";
import type { Entry } from "../../../whocan/entry";
import { githubEntry } from "../../../whocan/token-entry";
import type { AssumeRoleCall } from "../../../workflows";
import { type Target, targetOf } from "./target";

/** One step and the role that it asks for, in all runs. */
export interface AssumeRoleStep {
  readonly at: AssumeRoleCall["at"];
  /** As the step names it. */
  readonly name: string;
  readonly target: Target;
  readonly assumeRoleCalls: readonly AssumeRoleCall[];
}

export const assumeRoleSteps = perObject((judged: JudgedWorkflows): readonly AssumeRoleStep[] => {
  const found = new Map<string, AssumeRoleStep & { assumeRoleCalls: AssumeRoleCall[] }>();
  for (const call of judged.usage.assumeRoleCalls) {
    const key = [call.at.file, call.at.address, call.at.line, call.role].join("\n");
    const before = found.get(key);
    if (before) before.assumeRoleCalls.push(call);
    else
      found.set(key, {
        at: call.at,
        name: call.role,
        target: targetOf(judged.model, call.role),
        assumeRoleCalls: [call],
      });
  }
  return [...found.values()];
});

/** The job as GitHub's tokens describe it. */
export function jobOf({ repository }: JudgedWorkflows, { jobRun, authentication }: AssumeRoleCall): GithubJob {
  const { run, workflow, started, environment } = jobRun;
  return {
    repository,
    event: run.event,
    ref: run.ref,
    ...(environment && { environment }),
    ...(run.pullRequest && { pullRequest: run.pullRequest }),
    workflow: started.name,
    jobWorkflowRef: `${repository.owner}/${repository.name}/.github/workflows/${workflow.basename}@${run.ref}`,
    ...(authentication.kind === "token" &&
      authentication.audience !== undefined && { audience: authentication.audience }),
  };
}

/** Whether GitHub gives the job a token. */
export const getsToken = (judged: JudgedWorkflows, call: AssumeRoleCall): boolean =>
  githubTokens(jobOf(judged, call)).refused === undefined;

const entries = perObject((_: JudgedWorkflows) => new Map<string, Entry>());

/** What becomes of the job's token at the role; the same for all jobs with the same claims. */
export function entryWithToken(judged: JudgedWorkflows, call: AssumeRoleCall, role: Identity): Entry {
  const job = jobOf(judged, call);
  const known = entries(judged);
  const key = JSON.stringify([role.root, role.address, job]);
  const found = known.get(key) ?? githubEntry(judged.model, job)(role);
  known.set(key, found);
  return found;
}

/** Those that ask with a token that they may ask for. */
export const tokenCalls = ({ assumeRoleCalls }: AssumeRoleStep): AssumeRoleCall[] =>
  assumeRoleCalls.filter(({ authentication }) => authentication.kind === "token" && authentication.permitted);
