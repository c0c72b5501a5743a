/** A repository on GitHub. */
export interface Repository {
  readonly owner: string;
  readonly name: string;
  /** Number that GitHub gave the owner; it outlives renames. */
  readonly ownerId?: string;
  /** Number that GitHub gave the repository. */
  readonly id?: string;
  readonly visibility?: "public" | "private" | "internal";
}

/**
 * A job of a workflow that asks for an OIDC token (with `id-token: write`). What is left out is unknown rather than
 * absent, unless its comment says so.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export interface GithubJob {
  /** Where the workflow runs; for a pull request, the repository that it targets. */
  readonly repository: Repository;
  /** `push`, `pull_request`, `pull_request_target`, `schedule`, `release`, ... */
  readonly event: string;
  /** `refs/heads/main`, `refs/tags/v1`. Of a merge_group `refs/heads/gh-readonly-queue/...`. */
  readonly ref?: string;
  /** Of the job. @default the job names none */
  readonly environment?: string;
  /** For events of pull requests. */
  readonly pullRequest?: {
    /** @default false */
    readonly fromFork?: boolean;
    /** Whether a private repository sends write tokens to forks' workflows. @default false */
    readonly writeTokensForForks?: boolean;
    /** Branch names, not refs. */
    readonly base?: string;
    readonly head?: string;
  };
  /** Name of the workflow, as its file gives it. */
  readonly workflow?: string;
  /** `OWNER/REPO/.github/workflows/FILE@REF` of the file with the job: another repository's for a reusable workflow. */
  readonly jobWorkflowRef?: string;
  /** Who started the run. */
  readonly actor?: string;
  readonly actorId?: string;
  readonly enterpriseId?: string;
  /** `include_claim_keys` of the repository's (or the organization's) subject template. @default GitHub's default form */
  readonly subjectTemplate?: readonly string[];
  /**
   * Whether the subject carries ids. Repositories created, renamed or transferred since 2026-07-15 have the immutable
   * form, others may opt in. @default both forms are possible
   */
  readonly subjectForm?: "classic" | "immutable";
  /**
   * Issuer without `https://`: `token.actions.githubusercontent.com`, with `/ENTERPRISE` after it, `token.actions.SUBDOMAIN.ghe.com`,
   * or `HOSTNAME/_services/token` of GitHub Enterprise Server.
   * @default "token.actions.githubusercontent.com"
   */
  readonly issuer?: string;
  /** What the job asks for. @default the URL of the repository's owner */
  readonly audience?: string;
}
