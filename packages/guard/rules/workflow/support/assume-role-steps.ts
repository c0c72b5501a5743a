import type { GithubJob } from "../../../claims/github-job";
import { githubTokens } from "../../../claims/github-token";
import type { Identity } from "../../../model";
import type { JudgedWorkflows } from "../../../rule";
import { perObject } from "../../../support/memo";
import { isKnown } from "../../../text";
import type { Entry } from "../../../whocan/entry";
import { githubEntry } from "../../../whocan/token-entry";
import type { AssumeRoleCall } from "../../../workflows";
import { type Target, targetOf } from "./target";
import { plain } from "./text";

/** A step and a role that it requests, in all runs. */
export interface AssumeRoleStep {
  readonly at: AssumeRoleCall["at"];
  /** ARN or name of the role; as the step writes it, if it is not fully known. */
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
        name: isKnown(call.role) ? call.role : (call.written ?? plain(call.role)),
        target: targetOf(judged.model, call.role),
        assumeRoleCalls: [call],
      });
  }
  return [...found.values()];
});

/** The job that the claims of GitHub's token describe. */
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

/** Whether the role accepts the job's token; the same for all jobs with the same claims. */
export function entryWithToken(judged: JudgedWorkflows, call: AssumeRoleCall, role: Identity): Entry {
  const job = jobOf(judged, call);
  const known = entries(judged);
  const key = JSON.stringify([role.root, role.address, job]);
  const found = known.get(key) ?? githubEntry(judged.model, job)(role);
  known.set(key, found);
  return found;
}

/** The calls with a token that the job is permitted to request. */
export const tokenCalls = ({ assumeRoleCalls }: AssumeRoleStep): AssumeRoleCall[] =>
  assumeRoleCalls.filter(({ authentication }) => authentication.kind === "token" && authentication.permitted);
