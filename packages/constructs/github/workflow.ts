import type { Action } from "./actions";

/**
 * A GitHub workflow as data, with what ours need. Values may contain GitHub's expressions, but `run` may not: a shell gets
 * its values through `env`.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export interface Workflow {
  /** Shown in GitHub's list of workflows. */
  readonly name: string;
  /** What starts a run. */
  readonly on: Triggers;
  /** Runs of one group wait for each other, in all workflows of the repository. */
  readonly group: string;
  /** By id. They run side by side, unless one needs another. */
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

export interface Triggers {
  /** @default a push starts nothing */
  readonly push?: Push;
  /** @default a pull request starts nothing */
  readonly pull_request?: { readonly paths?: readonly string[] };
  /** Manually, on any branch or tag. */
  readonly workflow_dispatch?: null;
  /** In UTC, on the default branch. @default never */
  readonly schedule?: readonly { readonly cron: string }[];
}

/** Patterns as in GitHub's filters: `**` matches what `*` matches in a policy. */
export interface Push {
  /** @default none where `tags` is given, otherwise all */
  readonly branches?: readonly string[];
  /** @default none where `branches` is given, otherwise all */
  readonly tags?: readonly string[];
  /** Ignored when a tag is pushed. */
  readonly paths?: readonly string[];
}

export interface WorkflowJob {
  /** Shown in GitHub's list of jobs. */
  readonly name: string;
  /** The job that comes before it, and whose outputs it reads. @default none */
  readonly needs?: string;
  /** An expression without `${{ }}`. @default it always runs */
  readonly if?: string;
  /** GitHub's environment, which the subject of the job's token then names. @default none */
  readonly environment?: string;
  /** When GitHub stops it, in minutes. */
  readonly minutes: number;
  /** What the job's own token may do; everything else is denied. */
  readonly permissions: TokenPermissions;
  /** What a job that needs it can read. @default nothing */
  readonly outputs?: Readonly<Record<string, string>>;
  /** In the order in which they run. */
  readonly steps: readonly WorkflowStep[];
}

/** What is left out is refused. */
export interface TokenPermissions {
  /** Check the repository out; with `write`, push to it too. */
  readonly contents?: "read" | "write";
  /** Open, change and close pull requests. */
  readonly "pull-requests"?: "write";
  /** Open, change and close issues. */
  readonly issues?: "write";
  /** Ask GitHub for an OIDC token. */
  readonly "id-token"?: "write";
  /** Push to GitHub's registry. */
  readonly packages?: "write";
  /** Attest how an artifact was built. */
  readonly attestations?: "write";
}

export type WorkflowStep = RunStep | UsesStep;

interface StepBase {
  /** Shown in the job's log. */
  readonly name: string;
  /** By which later steps read its outputs. @default none */
  readonly id?: string;
  /** An expression without `${{ }}`. @default it runs unless a step before it failed */
  readonly if?: string;
}

export interface RunStep extends StepBase {
  /** Variables of the shell; values may hold GitHub's expressions. @default none */
  readonly env?: Readonly<Record<string, string>>;
  /** bash, which stops at the first error, even in a pipe. */
  readonly run: string;
}

export interface UsesStep extends StepBase {
  /** The action that it runs. */
  readonly uses: Action;
  /** The action's inputs. @default the action's own defaults */
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

/** A step that uses an action; the compiler checks its inputs. */
export const use = <A extends Action>(
  action: A,
  step: StepBase & { readonly with?: Partial<Record<A["inputs"][number], string | number | boolean>> },
): UsesStep => ({ ...step, uses: action }) as UsesStep;
