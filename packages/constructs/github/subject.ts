/** A repository and, where they are known, its ids, which never change. */
export interface GithubRepository {
  /** `owner/name`, or `owner/*` for all of the owner's repositories. */
  readonly name: string;
  /** The repository's own id. @default the classic subject only */
  readonly id?: number;
  /** The id of the owner. @default the classic subject only */
  readonly ownerId?: number;
}

/** What the subject of a run's token says about the run. */
export type SubjectContext =
  | { readonly branch: string }
  | { readonly tag: string }
  | { readonly environment: string }
  | { readonly pullRequest: true }
  | { readonly any: true };

/**
 * The subjects that GitHub issues for runs of a repository: the classic form, and the immutable form beside it where
 * the ids are known (a repository created, renamed or transferred since 2026-07-15 uses only that one).
 * @example subjectsOf({ name: "boxp/arch" }, { branch: "main" }) // ["repo:boxp/arch:ref:refs/heads/main"]
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function subjectsOf({ name, id, ownerId }: GithubRepository, context: SubjectContext): string[] {
  const [owner, repository] = name.split("/");
  const classic = `repo:${name}:${contextText(context)}`;
  if (ownerId === undefined) return [classic];
  const immutable = `${owner}@${ownerId}/${repository}`;
  if (repository === "*") return [classic, `repo:${immutable}:${contextText(context)}`];
  return id === undefined ? [classic] : [classic, `repo:${immutable}@${id}:${contextText(context)}`];
}

/**
 * The claim `job_workflow_ref` of jobs in these workflow files of the repository. It names the ref of the file: for an
 * environment or any run, every ref.
 * @example workflowRefsOf({ name: "boxp/arch" }, { branch: "main" }, ["a.yml"]) // ["boxp/arch/.github/workflows/a.yml@refs/heads/main"]
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export const workflowRefsOf = (
  { name }: GithubRepository,
  context: SubjectContext,
  files: readonly string[],
): string[] => files.map((file) => `${name}/.github/workflows/${file}@${refText(context)}`);

function refText(context: SubjectContext): string {
  if ("branch" in context) return `refs/heads/${context.branch}`;
  if ("tag" in context) return `refs/tags/${context.tag}`;
  return "pullRequest" in context ? "refs/pull/*/merge" : "refs/*";
}

function contextText(context: SubjectContext): string {
  // GitHub writes a colon in a value as %3A, so that it cannot look like the next part of the subject.
  const value = (text: string) => text.replaceAll(":", "%3A");
  if ("branch" in context) return `ref:refs/heads/${value(context.branch)}`;
  if ("tag" in context) return `ref:refs/tags/${value(context.tag)}`;
  if ("environment" in context) return `environment:${value(context.environment)}`;
  return "pullRequest" in context ? "pull_request" : "*";
}
