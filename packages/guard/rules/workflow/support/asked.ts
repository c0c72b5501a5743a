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
export interface Asked {
  readonly at: AssumeRoleCall["at"];
  /** As the step names it. */
  readonly name: string;
  readonly target: Target;
  readonly assumeRoleCalls: readonly AssumeRoleCall[];
}

export const askedOf = perObject((judged: JudgedWorkflows): readonly Asked[] => {
  const found = new Map<string, Asked & { assumeRoleCalls: AssumeRoleCall[] }>();
  for (const asking of judged.usage.assumeRoleCalls) {
    const key = [asking.at.file, asking.at.address, asking.at.line, asking.role].join("\n");
    const before = found.get(key);
    if (before) before.assumeRoleCalls.push(asking);
    else
      found.set(key, {
        at: asking.at,
        name: asking.role,
        target: targetOf(judged.model, asking.role),
        assumeRoleCalls: [asking],
      });
  }
  return [...found.values()];
});

/** The job as GitHub's tokens describe it. */
export function jobOf({ repository }: JudgedWorkflows, { instance, authentication }: AssumeRoleCall): GithubJob {
  const { run, workflow, started, environment } = instance;
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
export const hasToken = (judged: JudgedWorkflows, asking: AssumeRoleCall): boolean =>
  githubTokens(jobOf(judged, asking)).refused === undefined;

const entries = perObject((_: JudgedWorkflows) => new Map<string, Entry>());

/** What becomes of the job's token at the role; the same for all jobs with the same claims. */
export function entryWithToken(judged: JudgedWorkflows, asking: AssumeRoleCall, role: Identity): Entry {
  const job = jobOf(judged, asking);
  const known = entries(judged);
  const key = JSON.stringify([role.root, role.address, job]);
  const found = known.get(key) ?? githubEntry(judged.model, job)(role);
  known.set(key, found);
  return found;
}

/** Those that ask with a token that they may ask for. */
export const withToken = ({ assumeRoleCalls }: Asked): AssumeRoleCall[] =>
  assumeRoleCalls.filter(({ authentication }) => authentication.kind === "token" && authentication.permitted);
