import type { Action } from "./actions";

/**
 * A GitHub workflow as data, with what ours need. Values may contain GitHub's expressions, but `run` may not: a shell gets
 * its values through `env`.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export interface Workflow {
  readonly name: string;
  readonly on: Triggers;
  /** Runs of one group wait for each other, in all workflows of the repository. */
  readonly group: string;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

export interface Triggers {
  readonly push?: Push;
  readonly pull_request?: { readonly paths?: readonly string[] };
  /** Manually, on any branch or tag. */
  readonly workflow_dispatch?: null;
}

/** Patterns as in GitHub's filters: `**` matches what `*` matches in a policy. */
export interface Push {
  readonly branches?: readonly string[];
  readonly tags?: readonly string[];
  /** Ignored when a tag is pushed. */
  readonly paths?: readonly string[];
}

export interface WorkflowJob {
  readonly name: string;
  /** An expression without `${{ }}`. */
  readonly if?: string;
  readonly environment?: string;
  readonly minutes: number;
  /** What the job's own token may do; everything else is denied. */
  readonly permissions: TokenPermissions;
  readonly steps: readonly WorkflowStep[];
}

export interface TokenPermissions {
  readonly contents?: "read";
  readonly "id-token"?: "write";
  readonly packages?: "write";
  readonly attestations?: "write";
}

export type WorkflowStep = RunStep | UsesStep;

interface StepBase {
  readonly name: string;
  readonly id?: string;
  /** An expression without `${{ }}`. */
  readonly if?: string;
}

export interface RunStep extends StepBase {
  readonly env?: Readonly<Record<string, string>>;
  /** bash, which stops at the first error, even in a pipe. */
  readonly run: string;
}

export interface UsesStep extends StepBase {
  readonly uses: Action;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

/** A step that uses an action; the compiler checks its inputs. */
export const use = <A extends Action>(
  action: A,
  step: StepBase & { readonly with?: Partial<Record<A["inputs"][number], string | number | boolean>> },
): UsesStep => ({ ...step, uses: action }) as UsesStep;
