/** A repository, with the ids that never change where they are known. */
export interface Repository {
  /** `owner/name`, or `owner/*` for all that the owner has. */
  readonly name: string;
  /** The repository's own id. @default the classic subject only */
  readonly id?: number;
  /** The id of the owner. @default the classic subject only */
  readonly ownerId?: number;
}

/** The part of a run that its token's subject tells. */
export type Run =
  | { readonly branch: string }
  | { readonly tag: string }
  | { readonly environment: string }
  | { readonly pullRequest: true }
  | { readonly any: true };

/**
 * The subjects that GitHub issues for runs of a repository: the classic form, and the immutable form beside it where
 * the ids are known (a repository made, renamed or transferred since 2026-07-15 issues only that one).
 * @example subjectsOf({ name: "boxp/arch" }, { branch: "main" }) // ["repo:boxp/arch:ref:refs/heads/main"]
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function subjectsOf({ name, id, ownerId }: Repository, run: Run): string[] {
  const [owner, repository] = name.split("/");
  const classic = `repo:${name}:${context(run)}`;
  if (ownerId === undefined) return [classic];
  const immutable = `${owner}@${ownerId}/${repository}`;
  if (repository === "*") return [classic, `repo:${immutable}:${context(run)}`];
  return id === undefined ? [classic] : [classic, `repo:${immutable}@${id}:${context(run)}`];
}

function context(run: Run): string {
  // GitHub writes a colon in a value as %3A, so that it cannot pass for the next part of the subject.
  const value = (text: string) => text.replaceAll(":", "%3A");
  if ("branch" in run) return `ref:refs/heads/${value(run.branch)}`;
  if ("tag" in run) return `ref:refs/tags/${value(run.tag)}`;
  if ("environment" in run) return `environment:${value(run.environment)}`;
  return "pullRequest" in run ? "pull_request" : "*";
}
