import { GITHUB_ISSUER } from "@openhands-aws/facts/oidc";
import { UNKNOWN } from "../text";
import type { GithubJob } from "./github-job";
import { encoded, githubSubject, type SubjectForm } from "./github-subject";
import type { Token } from "./token";

export interface GithubTokens {
  /** Every token that GitHub may issue to the job: several where the job does not say which form its subject has. */
  readonly tokens: readonly Token[];
  /** Why there is none. */
  readonly refused?: string;
}

/**
 * The tokens of a job, from GitHub's documentation.
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function githubTokens(job: GithubJob): GithubTokens {
  const refused = refusal(job);
  if (refused !== undefined) return { tokens: [], refused };
  const { issuer = GITHUB_ISSUER } = job;
  // A repository may or may not belong to an enterprise.
  const possible = job.enterpriseId === undefined ? ["enterprise_id"] : [];
  const tokens: Token[] = [];
  for (const context of subjectContexts(job))
    for (const form of subjectForms(job)) {
      const claims = claimsOf(job);
      claims.sub = githubSubject(job, form, context, claims);
      tokens.push({ issuer, claims, possible });
    }
  return { tokens };
}

const SERVER = "/_services/token";

/** The web host of the issuer's repositories: `github.com`, `SUBDOMAIN.ghe.com` or a server's own name. */
function webHost(issuer: string): string {
  if (issuer.endsWith(SERVER)) return issuer.slice(0, -SERVER.length);
  return /^token\.actions\.([^./]+\.ghe\.com)$/.exec(issuer)?.[1] ?? "github.com";
}

/** For a fork's pull request, these run without secrets and with a read-only token. */
const FORK_RESTRICTED = new Set(["pull_request", "pull_request_review", "pull_request_review_comment"]);

function refusal({ event, pullRequest, environment, subjectTemplate }: GithubJob): string | undefined {
  // https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflows-in-forked-repositories
  if (FORK_RESTRICTED.has(event) && pullRequest?.fromFork && !pullRequest.writeTokensForForks)
    return `a workflow started by a fork's ${event} has a read-only token and cannot request an OIDC token`;
  // https://docs.github.com/en/actions/reference/security/oidc#custom-claims-provided-by-github
  if (subjectTemplate?.includes("environment") && environment === undefined)
    return "the subject template requires an environment, but the job names none";
  return undefined;
}

function claimsOf(job: GithubJob): Record<string, string> {
  const { repository, event, environment, pullRequest = {}, enterpriseId, issuer = GITHUB_ISSUER } = job;
  const { audience = `https://${webHost(issuer)}/${repository.owner}` } = job;
  const ref = refOf(job);
  const branch = isPullRequest(event) ? UNKNOWN : "";
  const claims: Record<string, string> = {
    iss: `https://${issuer}`,
    aud: audience,
    repository: `${repository.owner}/${repository.name}`,
    repository_id: repository.id ?? UNKNOWN,
    repository_owner: repository.owner,
    repository_owner_id: repository.ownerId ?? UNKNOWN,
    repository_visibility: repository.visibility ?? UNKNOWN,
    event_name: event,
    ref,
    ref_type: ref.startsWith("refs/tags/") ? "tag" : ref.startsWith(UNKNOWN) ? UNKNOWN : "branch",
    base_ref: pullRequest.base ?? branch,
    head_ref: pullRequest.head ?? branch,
    actor: job.actor ?? UNKNOWN,
    actor_id: job.actorId ?? UNKNOWN,
    workflow: job.workflow ?? UNKNOWN,
    // Every job has it; outside a reusable workflow it is the caller's own file.
    job_workflow_ref: job.jobWorkflowRef ?? UNKNOWN,
  };
  if (enterpriseId !== undefined) claims.enterprise_id = enterpriseId;
  if (environment !== undefined) claims.environment = environment;
  return claims;
}

const isPullRequest = (event: string): boolean => event.startsWith("pull_request");

function refOf({ event, ref, pullRequest }: GithubJob): string {
  if (ref !== undefined) return ref;
  if (event === "pull_request_target") return `refs/heads/${pullRequest?.base ?? UNKNOWN}`;
  if (isPullRequest(event)) return `refs/pull/${UNKNOWN}/merge`;
  if (event === "release") return `refs/tags/${UNKNOWN}`;
  if (event === "merge_group") return `refs/heads/gh-readonly-queue/${UNKNOWN}`;
  // Runs on the default branch.
  if (event === "schedule" || event === "workflow_run" || event.startsWith("issue")) return `refs/heads/${UNKNOWN}`;
  return UNKNOWN;
}

/** The part of the subject that templates call `context`. */
function subjectContexts(job: GithubJob): string[] {
  const { event, environment } = job;
  if (environment !== undefined) return [`environment:${encoded(environment)}`];
  const ref = `ref:${encoded(refOf(job))}`;
  if (event === "pull_request") return ["pull_request"];
  // GitHub's text ("triggered by a pull request event") does not say which form these have.
  return isPullRequest(event) ? ["pull_request", ref] : [ref];
}

function subjectForms({ subjectForm, issuer = GITHUB_ISSUER }: GithubJob): SubjectForm[] {
  // GitHub Enterprise Server has no immutable form.
  if (issuer.endsWith(SERVER)) return ["classic"];
  return subjectForm ? [subjectForm] : ["classic", "immutable"];
}
