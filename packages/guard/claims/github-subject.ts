import { UNKNOWN } from "../text";
import type { GithubJob, Repository } from "./github-job";

export type SubjectForm = NonNullable<GithubJob["subjectForm"]>;

/**
 * The claim `sub`. `:` within a value is written `%3A`.
 * @param context `environment:production`, `pull_request` or `ref:refs/heads/main`
 * @param claims the token's other claims, for the keys of a template
 * @see https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 */
export function githubSubject(
  { repository, subjectTemplate = ["repo", "context"] }: Pick<GithubJob, "repository" | "subjectTemplate">,
  form: SubjectForm,
  context: string,
  claims: Readonly<Record<string, string>>,
): string {
  return subjectTemplate
    .map((key) => {
      if (key === "repo" || key === "repository") return `repo:${repositoryPart(repository, form)}`;
      if (key === "context") return context;
      return `${key}:${encoded((Object.hasOwn(claims, key) ? claims[key] : undefined) ?? UNKNOWN)}`;
    })
    .join(":");
}

/** Neither an owner's nor a repository's name can contain `@`. */
function repositoryPart({ owner, name, ownerId = UNKNOWN, id = UNKNOWN }: Repository, form: SubjectForm): string {
  return form === "classic" ? `${owner}/${name}` : `${owner}@${ownerId}/${name}@${id}`;
}

export const encoded = (value: string): string => value.replaceAll(":", "%3A");
