import { GITHUB_ISSUER, STS_AUDIENCE } from "@openhands-aws/facts/oidc";
import type { GithubJob, Repository } from "./github-job";

/** Someone who should not get a session that is meant for a repository, with a job that they can run. */
export interface Adversary {
  /** Kebab-case, unique. */
  readonly name: string;
  /**
   * What it takes: anyone on GitHub; another repository of the same owner; a pull request, from a fork or a branch; write
   * access to the repository itself, which may be limited by branch and environment protection.
   */
  readonly power: "outsider" | "neighbour" | "pull-request" | "writer";
  /** Reads after "accepts": "any repository of another owner". */
  readonly who: string;
  readonly job: GithubJob;
}

/** What the trust under test names: an adversary uses the same names wherever they can be chosen (not the actor). */
export interface Named {
  /** @default ["production"] */
  readonly environments?: readonly string[];
  /** Without `refs/heads/`. @default ["main"] */
  readonly branches?: readonly string[];
  /** Without `refs/tags/`. @default ["v1"] */
  readonly tags?: readonly string[];
  /** Names of workflows. @default ["deploy"] */
  readonly workflows?: readonly string[];
  /** Full `job_workflow_ref`s. @default the file `.github/workflows/deploy.yml` of the repository, on each branch */
  readonly workflowRefs?: readonly string[];
  /** As in {@link GithubJob}. */
  readonly issuer?: string;
}

/** A repository of another owner. */
export const OTHER: Repository = {
  owner: "another-owner",
  name: "another-repository",
  ownerId: "900001",
  id: "900002",
};

/**
 * Jobs whose tokens a trust in this repository should refuse, or accept only on purpose. All ask for AWS's audience.
 * A situation in which GitHub issues no token (a fork's pull request) is included: it must stay refused.
 */
export function adversaries(trusted: Repository, named: Named = {}): Adversary[] {
  const { environments = ["production"], branches = ["main"], tags = ["v1"], workflows = ["deploy"] } = named;
  const { issuer = GITHUB_ISSUER } = named;
  const { owner, name } = trusted;
  const file = `${owner}/${name}/.github/workflows/deploy.yml`;
  const workflowRefs = named.workflowRefs ?? branches.map((branch) => `${file}@refs/heads/${branch}`);
  const branch = branches[0] ?? "main";
  const push = (repository: Repository, ref = `refs/heads/${branch}`): GithubJob => ({
    repository,
    event: "push",
    ref,
    workflow: workflows[0],
    audience: STS_AUDIENCE,
    issuer,
  });

  const outsiders: [string, string, Repository][] = [
    ["other-owner", "any repository of another owner", OTHER],
    ["other-owner-same-repository", "a repository of the same name of another owner", { ...OTHER, name }],
    ["owner-prefix", "an owner whose name begins with the trusted owner's", { ...OTHER, owner: `${owner}-x`, name }],
    ["owner-suffix", "an owner whose name ends with the trusted owner's", { ...OTHER, owner: `x-${owner}`, name }],
    ["recycled-owner", "anyone who registers the owner's name after it was given up", { ...OTHER, owner, name }],
  ];
  const neighbours: [string, string, Repository][] = [
    ["other-repository", "another repository of the same owner", { ...trusted, name: OTHER.name, id: OTHER.id }],
    [
      "repository-prefix",
      "a repository whose name begins with the trusted one's",
      { ...trusted, name: `${name}-x`, id: OTHER.id },
    ],
    ["recreated-repository", "a repository that was recreated under the same name", { ...trusted, id: OTHER.id }],
  ];
  const each = (power: Adversary["power"], list: typeof outsiders): Adversary[] =>
    list.flatMap(([label, who, repository]) => [
      { name: label, power, who, job: push(repository) },
      ...environments.map(
        (environment, index): Adversary => ({
          name: `${label}-environment${numbered(index)}`,
          power,
          who: `${who}, in an environment that it names ${environment}`,
          job: { ...push(repository), environment },
        }),
      ),
    ]);

  const outside = push(OTHER);
  const templates: readonly (readonly [string, readonly string[], GithubJob])[] = [
    ["context", ["context"], outside],
    ["environment", ["environment"], { ...outside, environment: environments[0] ?? "production" }],
    ["workflow", ["workflow"], outside],
  ];
  const inside = push(trusted);
  const pullRequest = { ...inside, ref: "refs/pull/1/merge", event: "pull_request" };
  const fork = { fromFork: true, base: branch, head: branch };

  return [
    ...each("outsider", outsiders),
    ...templates.map(
      ([label, subjectTemplate, job]): Adversary => ({
        name: `outside-template-${label}`,
        power: "outsider",
        who: `any repository of another owner whose subject template is [${subjectTemplate.join(", ")}]`,
        job: { ...job, subjectTemplate },
      }),
    ),
    ...workflowRefs.flatMap((jobWorkflowRef, index): Adversary[] => [
      {
        name: `caller-of-workflow${numbered(index)}`,
        power: "outsider",
        who: `any repository that calls the reusable workflow ${jobWorkflowRef}`,
        job: { ...outside, jobWorkflowRef },
      },
      {
        name: `caller-of-workflow-template${numbered(index)}`,
        power: "outsider",
        who: `any repository that calls the reusable workflow ${jobWorkflowRef}, with a subject that names only the workflow`,
        job: { ...outside, jobWorkflowRef, subjectTemplate: ["job_workflow_ref"] },
      },
    ]),
    ...each("neighbour", neighbours),
    {
      name: "fork-pull-request",
      power: "pull-request",
      who: "a pull request from a fork",
      job: { ...pullRequest, pullRequest: fork },
    },
    {
      name: "fork-pull-request-with-write-tokens",
      power: "pull-request",
      who: "a pull request from a fork of a private repository that sends forks write tokens",
      job: { ...pullRequest, pullRequest: { ...fork, writeTokensForForks: true } },
    },
    {
      name: "fork-pull-request-target",
      power: "pull-request",
      who: "a pull request from a fork, through a workflow on pull_request_target",
      job: { ...inside, event: "pull_request_target", pullRequest: fork },
    },
    {
      name: "pull-request",
      power: "pull-request",
      who: "a pull request from a branch of the repository, before any review",
      job: { ...pullRequest, pullRequest: { base: branch, head: "mallory" } },
    },
    { name: "other-branch", power: "writer", who: "any branch", job: push(trusted, "refs/heads/mallory") },
    ...branches.map(
      (one, index): Adversary => ({
        name: `branch-prefix${numbered(index)}`,
        power: "writer",
        who: `a branch whose name begins with ${one}`,
        job: push(trusted, `refs/heads/${one}-x`),
      }),
    ),
    { name: "other-tag", power: "writer", who: "any tag", job: push(trusted, "refs/tags/mallory") },
    ...tags.map(
      (one, index): Adversary => ({
        name: `tag-prefix${numbered(index)}`,
        power: "writer",
        who: `a tag whose name begins with ${one}`,
        job: push(trusted, `refs/tags/${one}-x`),
      }),
    ),
    {
      name: "other-environment",
      power: "writer",
      who: "any environment that a workflow names",
      job: { ...push(trusted, "refs/heads/mallory"), environment: "mallory" },
    },
    ...environments.map(
      (environment, index): Adversary => ({
        name: `environment-from-any-branch${numbered(index)}`,
        power: "writer",
        who: `any branch, where the environment ${environment} is not protected`,
        job: { ...push(trusted, "refs/heads/mallory"), environment },
      }),
    ),
    {
      name: "other-audience",
      power: "writer",
      who: "a token of the repository that was issued for another service",
      job: { ...inside, audience: undefined },
    },
  ];
}

/** The first of several keeps the plain name. */
const numbered = (index: number): string => (index === 0 ? "" : `-${index + 1}`);
