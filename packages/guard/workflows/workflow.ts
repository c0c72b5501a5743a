import type { Yaml } from "./source/yaml";

/** A workflow file, as far as it matters to who asks AWS for what. Texts still hold their `${{ expressions }}`. */
export interface Workflow {
  /** `.github/workflows/deploy.yml`, as it was given. */
  readonly file: string;
  /** `deploy.yml`: how `uses:` and `job_workflow_ref` call it. */
  readonly basename: string;
  /** What `github.workflow` is. */
  readonly name: string;
  readonly triggers: readonly Trigger[];
  /** Of every job that says nothing of its own. */
  readonly permissions?: Permissions;
  readonly env: Texts;
  readonly jobs: readonly Job[];
  /** Names of the inputs of workflow_call, with their defaults. */
  readonly inputs: ReadonlyMap<string, string | undefined>;
  /** Every text of an `if`, for the refs that it speaks of. */
  readonly conditions: readonly string[];
  /** What GitHub would refuse. */
  readonly problems: readonly SyntaxProblem[];
}

export interface SyntaxProblem {
  readonly line: number;
  readonly message: string;
}

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#on */
export interface Trigger {
  /** `push`, `workflow_dispatch`, ... */
  readonly event: string;
  readonly line: number;
  /** Filters, in order; `undefined`: there is no such filter. */
  readonly branches?: readonly string[];
  readonly branchesIgnore?: readonly string[];
  readonly tags?: readonly string[];
  readonly tagsIgnore?: readonly string[];
}

/** Of the GITHUB_TOKEN, and so of the OIDC token. */
export interface Permissions {
  /** Whether an OIDC token may be asked for. */
  readonly idToken: boolean;
  readonly line: number;
}

export type Texts = ReadonlyMap<string, string>;

export interface Job {
  readonly id: string;
  readonly line: number;
  readonly needs: readonly string[];
  readonly condition?: string;
  readonly permissions?: Permissions;
  /** Name of the environment, where the job has one. */
  readonly environment?: string;
  readonly env: Texts;
  readonly strategy?: Yaml;
  /** Labels of the runner; none where they are chosen by an expression. */
  readonly runsOn: readonly string[];
  readonly shell?: string;
  readonly steps: readonly WorkflowStep[];
  /** Of a job that calls a reusable workflow. */
  readonly uses?: string;
  readonly with: Texts;
}

export interface WorkflowStep {
  /** `jobs.build.steps[2]`, or `jobs.build.steps.login` where it has an id. */
  readonly address: string;
  readonly line: number;
  readonly id?: string;
  readonly condition?: string;
  readonly uses?: string;
  /** What stands behind a commit: `# v4.0.2`. */
  readonly version?: string;
  readonly with: Texts;
  /** Lines of `with`'s entries. */
  readonly lines: ReadonlyMap<string, number>;
  readonly env: Texts;
  readonly run?: string;
  /** Of the first line of `run`. */
  readonly runLine: number;
  readonly shell?: string;
}

/** An action of the repository itself: `uses: ./.github/actions/login`. */
export interface Action {
  /** `.github/actions/login`: where it lies, from the repository's root. */
  readonly folder: string;
  /** `.github/actions/login/action.yml`, as it was given. */
  readonly file: string;
  /** Names of its inputs, with their defaults. */
  readonly inputs: Texts;
  /** Names of its outputs, as texts with `${{ expressions }}` over its own steps. */
  readonly outputs: Texts;
  /** Of a composite action; `undefined`: it is a program. */
  readonly steps?: readonly WorkflowStep[];
  /** Every text of an `if`. */
  readonly conditions: readonly string[];
}

/** The folder of an action of the repository, as `uses` names it: `./.github/actions/login/`. */
export const folderOf = (uses: string): string =>
  uses
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
