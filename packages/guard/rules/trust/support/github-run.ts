import { STS_AUDIENCE } from "@openhands-aws/facts/oidc";
import type { GithubJob, Repository } from "../../../claims/github-job";
import { githubTokens } from "../../../claims/github-token";
import type { Token } from "../../../claims/token";
import { isKnown } from "../../../text";
import { defaultSubjects, type Issuing, repositories, subjects, valuesOf } from "./github-language";
import type { GithubStatement } from "./github-statements";
import type { Language } from "./language";
import { matchIn, type Restriction, wantedValues } from "./restrictions";

/** What the text of a subject says about its run. */
export interface SubjectParts {
  readonly repository?: Repository;
  readonly environment?: string;
  readonly ref?: string;
  readonly event: string;
}

export function runOf(subject: string): SubjectParts {
  const parts = subject.split(":").map((part) => part.replaceAll("%3A", ":"));
  const after = (...keys: readonly string[]) => {
    const at = parts.findIndex((part) => keys.includes(part));
    return at < 0 ? undefined : parts[at + 1];
  };
  const [, owner, ownerId, name, id] =
    /^([^/@]+)(?:@(\d+))?\/([^/@]+)(?:@(\d+))?$/.exec(after("repo", "repository") ?? "") ?? [];
  return {
    ...(owner !== undefined && name !== undefined && { repository: { owner, name, ownerId, id } }),
    environment: after("environment"),
    ref: after("ref"),
    event: parts.includes("pull_request") ? "pull_request" : "push",
  };
}

/** A text that matches the value, among those that the claim can have. */
export function sampleOf([value, restriction]: [string, Restriction], language?: Language): string | undefined {
  if (!language) return value.replaceAll(restriction.wildcards ? /[*?]/g : /$^/g, "x");
  const found = matchIn(value, restriction, language);
  return found === "unknown" ? undefined : found?.text;
}

/** A subject that matches, if possible in GitHub's default form. */
export const subjectOf = (wanted: [string, Restriction], issuing: Issuing): string | undefined =>
  sampleOf(wanted, defaultSubjects(issuing)) ?? sampleOf(wanted, subjects(issuing));

export const first = (statement: Pick<GithubStatement, "restrictions">, claim: string): string | undefined => {
  for (const wanted of wantedValues(statement.restrictions, claim)) {
    const sample = sampleOf(wanted, valuesOf(claim));
    if (sample !== undefined) return sample;
  }
  return undefined;
};

/** What the statement requires of the claims that anyone who runs a workflow can choose: all but the repository's. */
export function chosenFor(statement: GithubStatement): Partial<GithubJob> {
  const chosen = {
    ref: first(statement, "ref"),
    environment: first(statement, "environment"),
    workflow: first(statement, "workflow"),
    actor: first(statement, "actor"),
    actorId: first(statement, "actor_id"),
  };
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
}

/** The token of a job, with another subject if the repository has customized it. */
export function tokenOf(job: GithubJob, sub?: string): Token | undefined {
  const [token] = githubTokens({ subjectForm: "classic", ...job }).tokens;
  return token && sub !== undefined ? { ...token, claims: { ...token.claims, sub } } : token;
}

/** The repository that the statement means, with the ids that it requires; a stand-in where it names none. */
export function trustedBy(statement: Pick<GithubStatement, "restrictions" | "named">): Repository {
  const [{ owner, name, ownerId, id } = { owner: "trusted-owner", name: "trusted-repository" } as Repository] =
    statement.named;
  return {
    owner,
    name,
    ownerId: first(statement, "repository_owner_id") ?? ownerId ?? "1",
    id: first(statement, "repository_id") ?? id ?? "2",
  };
}

const MOST_FRIENDS = 20;

/** Tokens of the runs for which the statement seems to be meant. */
export function* friendsOf(statement: GithubStatement): Generator<Token> {
  const { restrictions, named } = statement;
  const wanted = wantedValues(restrictions, "sub");
  const samples = wanted.flatMap((one) => subjectOf(one, "anybody") ?? (isKnown(one[0]) ? [] : one[0]));
  const [name] = wantedValues(restrictions, "repository").flatMap(
    (one) => sampleOf(one, repositories("anybody")) ?? [],
  );
  for (const sub of wanted.length > 0 ? samples.slice(0, MOST_FRIENDS) : [undefined]) {
    const run: SubjectParts = sub === undefined ? { event: "push" } : runOf(sub);
    const owners = run.repository ?? split(name);
    const trusted = trustedBy({ restrictions, named: owners ? [owners] : named });
    const { environment, ...chosen } = chosenFor(statement);
    const customized =
      sub === undefined || (run.environment === undefined && run.ref === undefined && run.event === "push");
    const token = tokenOf(
      {
        event: run.event,
        ...chosen,
        ...(run.ref !== undefined && { ref: run.ref }),
        environment: run.environment ?? (customized ? environment : undefined),
        repository: trusted,
        jobWorkflowRef: first(statement, "job_workflow_ref"),
        enterpriseId: first(statement, "enterprise_id"),
        audience: first(statement, "aud") ?? STS_AUDIENCE,
        issuer: statement.issuer,
      },
      sub,
    );
    if (token) yield token;
  }
}

function split(text: string | undefined): Repository | undefined {
  const [, owner, name] = /^([^/]+)\/([^/]+)$/.exec(text ?? "") ?? [];
  return owner !== undefined && name !== undefined ? { owner, name } : undefined;
}
