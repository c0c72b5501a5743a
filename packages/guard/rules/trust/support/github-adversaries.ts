import { STS_AUDIENCE } from "@openhands-aws/facts/oidc";
import { adversaries, OTHER } from "../../../claims/adversary";
import type { GithubJob, Repository } from "../../../claims/github-job";
import { githubTokens } from "../../../claims/github-token";
import type { Token } from "../../../claims/token";
import { shown } from "../../../policy/context";
import { type Issuing, repositories } from "./github-language";
import { chosenFor, runOf, sampleOf, subjectOf, tokenOf, trustedBy } from "./github-run";
import type { GithubStatement } from "./github-statements";
import { wantedValues } from "./restrictions";

/** Someone with a token that a statement should refuse. */
export interface AdversaryToken {
  /** Reads after "accepts". */
  readonly who: string;
  readonly token: Token;
}

/** Whom every trust by name accepts once the name was given up, and jobs that only call what is trusted. */
const EXPECTED = /^(recycled-owner|recreated-repository|caller-of-workflow)/;

/** Anyone who matches the statement's own patterns without being named, and adversaries. */
export function* adversariesTo(
  statement: GithubStatement,
  issuing: "outsider" | "neighbour",
): Generator<AdversaryToken> {
  const trusted = trustedBy(statement);
  const chosen = chosenFor(statement);
  yield* fitting(statement, issuing, chosen);
  for (const { who, job, name, power } of adversaries(trusted, wordsOf(statement, chosen))) {
    if (power !== issuing || EXPECTED.test(name)) continue;
    for (const token of githubTokens(asAdversary({ ...job, ...chosen }, statement)).tokens) yield { who, token };
  }
}

/** Anyone who calls a reusable workflow that the statement names. */
export function* callersOf(statement: GithubStatement): Generator<AdversaryToken & { readonly file: string }> {
  for (const wanted of workflowsOf(statement)) {
    const who = `any repository that can call ${shown(wanted).slice(1, -1)}`;
    const job = asAdversary({ ...base(statement, OTHER), ...chosenFor(statement) }, statement);
    for (const token of githubTokens({ ...job, jobWorkflowRef: wanted }).tokens) yield { who, token, file: wanted };
    for (const one of wantedValues(statement.restrictions, "sub")) {
      const sub = subjectOf(one, "caller");
      const token = sub === undefined ? undefined : tokenOf({ ...job, jobWorkflowRef: wanted }, sub);
      if (token) yield { who, token, file: wanted };
    }
  }
}

function workflowsOf(statement: GithubStatement): string[] {
  const named = wantedValues(statement.restrictions, "job_workflow_ref").map(([value]) => value);
  const inSubjects = wantedValues(statement.restrictions, "sub").flatMap(
    ([value]) => /(?:^|:)job_workflow_ref:([^:]+)/.exec(value)?.[1] ?? [],
  );
  return [...new Set([...named, ...inSubjects])].map((value) => value.replaceAll(/[*?]/g, "x"));
}

/** Their own workflow and their own enterprise. */
function asAdversary(job: GithubJob, statement: GithubStatement): GithubJob {
  const { owner, name } = job.repository;
  const own = `${owner}/${name}/.github/workflows/deploy.yml@${job.ref ?? "refs/heads/main"}`;
  const [file] = wantedValues(statement.restrictions, "job_workflow_ref").flatMap(
    (wanted) => openWorkflow(wanted) ?? [],
  );
  return { ...job, jobWorkflowRef: file ?? own, enterpriseId: "900003" };
}

/** A matching file in the stranger's own repository, where the pattern names no owner. */
function openWorkflow(wanted: Parameters<typeof sampleOf>[0]): string | undefined {
  const [value] = wanted;
  return /^[^/]*[*?]/.test(value) ? value.replaceAll("*", "x/x/.github/workflows/x.yml@refs/heads/main") : undefined;
}

const base = (statement: GithubStatement, repository: Repository): GithubJob => ({
  repository,
  event: "push",
  ref: "refs/heads/main",
  workflow: "deploy",
  audience: sampleAudience(statement),
  issuer: statement.issuer,
});

function sampleAudience({ restrictions }: GithubStatement): string {
  const [wanted] = wantedValues(restrictions, "aud");
  return (wanted && sampleOf(wanted)) ?? STS_AUDIENCE;
}

function wordsOf({ issuer }: GithubStatement, { environment, workflow }: Partial<GithubJob>) {
  return {
    issuer,
    ...(environment !== undefined && { environments: [environment] }),
    ...(workflow !== undefined && { workflows: [workflow] }),
  };
}

function* fitting(statement: GithubStatement, issuing: Issuing, chosen: Partial<GithubJob>): Generator<AdversaryToken> {
  const { restrictions } = statement;
  for (const wanted of wantedValues(restrictions, "sub")) {
    const sub = subjectOf(wanted, issuing);
    if (sub === undefined) continue;
    const { repository = OTHER, ...run } = runOf(sub);
    const ids = { ownerId: repository.ownerId ?? OTHER.ownerId, id: repository.id ?? OTHER.id };
    const job = { ...base(statement, { ...repository, ...ids }), ...chosen, ...defined(run) };
    const token = tokenOf(asAdversary(job, statement), sub);
    const where = `${repository.owner}/${repository.name}`;
    if (token) yield { who: `a repository such as ${where}`, token };
  }
  for (const wanted of wantedValues(restrictions, "repository")) {
    const [owner, name] = sampleOf(wanted, repositories(issuing))?.split("/") ?? [];
    if (owner === undefined || name === undefined) continue;
    const job = { ...base(statement, { ...OTHER, owner, name }), ...chosen };
    const token = tokenOf(asAdversary(job, statement));
    if (token) yield { who: `a repository such as ${owner}/${name}`, token };
  }
}

const defined = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
