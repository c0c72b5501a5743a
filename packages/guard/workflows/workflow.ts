import type { Yaml } from "./source/yaml";

/** What a workflow file says about requests to AWS. Texts still contain their `${{ expressions }}`. */
export interface Workflow {
  /** `.github/workflows/deploy.yml`, as it was given. */
  readonly file: string;
  /** `deploy.yml`: its name in `uses:` and `job_workflow_ref`. */
  readonly basename: string;
  /** The value of `github.workflow`. */
  readonly name: string;
  readonly triggers: readonly Trigger[];
  /** Of every job without permissions of its own. */
  readonly permissions?: Permissions;
  readonly env: Texts;
  readonly jobs: readonly Job[];
  /** Names of the inputs of workflow_call, with their defaults. */
  readonly inputs: ReadonlyMap<string, string | undefined>;
  /** Every `if`, for the refs in it. */
  readonly conditions: readonly string[];
  /** Why GitHub refuses the file. */
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
  /** Filters, in order; `undefined` if there is no such filter. */
  readonly branches?: readonly string[];
  readonly branchesIgnore?: readonly string[];
  readonly tags?: readonly string[];
  readonly tagsIgnore?: readonly string[];
}

/** Of the GITHUB_TOKEN, and so of the OIDC token. */
export interface Permissions {
  /** Whether an OIDC token may be requested. */
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
  /** Name of the environment, if the job has one. */
  readonly environment?: string;
  readonly env: Texts;
  readonly strategy?: Yaml;
  /** Labels of the runner; none if an expression chooses them. */
  readonly runsOn: readonly string[];
  readonly shell?: string;
  readonly steps: readonly WorkflowStep[];
  /** Of a job that calls a reusable workflow. */
  readonly uses?: string;
  readonly with: Texts;
}

export interface WorkflowStep {
  /** `jobs.build.steps[2]`, or `jobs.build.steps.login` if it has an id. */
  readonly address: string;
  readonly line: number;
  readonly id?: string;
  readonly condition?: string;
  readonly uses?: string;
  /** The comment after a commit: `# v4.0.2`. */
  readonly version?: string;
  readonly with: Texts;
  /** Lines of the entries of `with`. */
  readonly lines: ReadonlyMap<string, number>;
  readonly env: Texts;
  readonly run?: string;
  /** Of the first line of `run`. */
  readonly runLine: number;
  readonly shell?: string;
}

/** An action of the repository itself: `uses: ./.github/actions/login`. */
export interface Action {
  /** `.github/actions/login`: its folder, from the repository's root. */
  readonly folder: string;
  /** `.github/actions/login/action.yml`, as it was given. */
  readonly file: string;
  /** Names of its inputs, with their defaults. */
  readonly inputs: Texts;
  /** Names of its outputs, as texts with `${{ expressions }}` over its own steps. */
  readonly outputs: Texts;
  /** Of a composite action; `undefined` if it is a program. */
  readonly steps?: readonly WorkflowStep[];
  /** Every `if`. */
  readonly conditions: readonly string[];
}

/** The folder of an action of the repository, as `uses` names it: `./.github/actions/login/`. */
export const folderOf = (uses: string): string =>
  uses
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
