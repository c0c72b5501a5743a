import type { Action } from "./actions";

/**
 * A GitHub workflow as data, as far as ours go. Values may hold GitHub's expressions, `run` may not: a shell gets what
 * it needs through `env`.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export interface Workflow {
  /** Shown in GitHub's list of workflows. */
  readonly name: string;
  /** What starts a run. */
  readonly on: Triggers;
  /** Runs of one group wait for each other, in all workflows of the repository. */
  readonly group: string;
  /** By id. They run side by side. */
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Triggers {
  /** @default a push starts nothing */
  readonly push?: Push;
  /** @default a pull request starts nothing */
  readonly pull_request?: { readonly paths?: readonly string[] };
  /** By hand, on any branch or tag. */
  readonly workflow_dispatch?: null;
}

/** Patterns as GitHub's filters have them: `**` matches what `*` matches in a policy. */
export interface Push {
  /** @default none where `tags` is given, otherwise all */
  readonly branches?: readonly string[];
  /** @default none where `branches` is given, otherwise all */
  readonly tags?: readonly string[];
  /** Of a push of a tag it is not asked. */
  readonly paths?: readonly string[];
}

export interface Job {
  /** Shown in GitHub's list of jobs. */
  readonly name: string;
  /** An expression without `${{ }}`. @default it always runs */
  readonly if?: string;
  /** GitHub's environment, which the subject of the job's token then names. @default none */
  readonly environment?: string;
  /** When GitHub stops it, in minutes. */
  readonly minutes: number;
  /** What the job's own token may do; everything else is refused. */
  readonly permissions: Permissions;
  /** In the order in which they run. */
  readonly steps: readonly Step[];
}

/** What is left out is refused. */
export interface Permissions {
  /** Check the repository out. */
  readonly contents?: "read";
  /** Ask GitHub for an OIDC token. */
  readonly "id-token"?: "write";
  /** Push to GitHub's registry. */
  readonly packages?: "write";
  /** Attest how an artifact was built. */
  readonly attestations?: "write";
}

export type Step = RunStep | UsesStep;

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
  /** bash, which stops at the first error, in a pipe too. */
  readonly run: string;
}

export interface UsesStep extends StepBase {
  /** The action that it runs. */
  readonly uses: Action;
  /** The action's inputs. @default the action's own defaults */
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

/** A step of an action, whose inputs are checked by the compiler. */
export const use = <A extends Action>(
  action: A,
  step: StepBase & { readonly with?: Partial<Record<A["inputs"][number], string | number | boolean>> },
): UsesStep => ({ ...step, uses: action }) as UsesStep;
