import { type Adversary, adversaries } from "../../claims/adversary";
import type { GithubJob, Repository } from "../../claims/github-job";
import { githubTokens } from "../../claims/github-token";
import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { folded } from "../../support/folded";
import { perText } from "../../support/memo";
import { rawText } from "../../text";
import { ask } from "./support/ask";
import { placed } from "./support/describe";
import { chosenFor, trustedBy } from "./support/github-run";
import { closedByKnown, type GithubStatement, githubStatements, isExact, OWNER } from "./support/github-statements";
import { wantedValues } from "./support/restrictions";

export const githubAnyRun: Rule = {
  id: "github-any-run",
  area: "trust",
  severity: "warning",
  what: "Any run of the repository can assume the role, on any branch or pull request.",
  why: "Anyone who can push a branch, or open a pull request from one, writes the workflow that gets the session: it runs before any review, and branch protection does not apply.",
  fix: "Name the branches, tags or protected environments: repo:OWNER/REPOSITORY:ref:refs/heads/main, repo:OWNER/REPOSITORY:environment:production.",
  source: "https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims",
  *check(model: AccessModel): Generator<Violation> {
    for (const statement of githubStatements(model)) {
      if (isEachExact(statement) || !closedByKnown("outsider", statement)) continue;
      const at = statement.trust.role;
      const found = runsLetIn(statement, SERIOUS);
      const tags = found.length > 0 ? [] : runsLetIn(statement, TAG);
      if (found.length > 0) yield { at, message: said(statement, found) };
      if (tags.length > 0) yield { at, message: said(statement, tags), severity: "info" };
    }
  },
};

function isEachExact({ restrictions }: GithubStatement): boolean {
  const subjects = restrictions.filter(({ claim, required }) => claim === "sub" && required);
  return subjects.some(({ condition }) => condition.values.map(rawText).every(isExact));
}

/** A run of one of the repositories. */
interface Run {
  readonly repository: Repository;
  readonly who: string;
}

function runsLetIn(statement: GithubStatement, asked: RegExp): Run[] {
  const meant = wantedValues(statement.restrictions, "sub").map(([value]) => value);
  // Each may have a subject of its own.
  const named = [...statement.named, ...ownersAny(meant)].map((repository) => [repository]);
  return (named.length > 0 ? named : [[]]).flatMap((one) =>
    runsOf(trustedBy({ ...statement, named: one }), statement, meant, asked),
  );
}

function runsOf(repository: Repository, statement: GithubStatement, meant: readonly string[], asked: RegExp): Run[] {
  const { environment: _, ref: __, ...chosen } = chosenFor(statement);
  const form = { subjectForm: formOf(meant), jobWorkflowRef: ownFile(repository), ...chosen };
  const pullRequests = meant.some((value) => /^repo:[^:]+:pull_request$/.test(value));
  return approvedByNobody(statement.issuer, defaultBranches(meant)).flatMap(({ name, job, who }) => {
    if (!asked.test(name) || (name === "pull-request" && pullRequests)) return [];
    const { tokens } = githubTokens({ ...job, ...form, repository });
    return tokens.some((token) => ask(statement, token).outcome === "allowed") ? [{ repository, who }] : [];
  });
}

/** `main*` means main but also accepts main-x; `release/*` and `v*` mean everything that begins that way. */
const defaultBranches = (meant: readonly string[]): string[] =>
  meant.flatMap((value) => /:refs\/heads\/(main|master|trunk|develop|production)\*$/.exec(value)?.[1] ?? []);

const STAND_IN: Repository = { owner: "trusted-owner", name: "trusted-repository" };

/** Adversaries within a repository; their jobs are built once and reused for every repository. */
const approvedByNobody = (issuer: string, branches: readonly string[]): readonly Adversary[] =>
  branches.length === 0 ? beyondBranches(issuer) : unapproved(issuer, branches);

const beyondBranches = perText((issuer: string) =>
  unapproved(issuer).filter(({ name }) => !name.startsWith("branch-prefix")),
);

const unapproved = (issuer: string, branches?: readonly string[]): readonly Adversary[] =>
  adversaries(STAND_IN, { issuer, ...(branches && { branches }) }).filter(
    ({ name }) => TAG.test(name) || SERIOUS.test(name),
  );

const SERIOUS = /^(pull-request|other-branch|other-environment|branch-prefix)/;
const TAG = /^other-tag$/;

/** The form of the subjects that the trust policy names; both where it names none. */
function formOf(meant: readonly string[]): GithubJob["subjectForm"] {
  if (meant.length === 0) return undefined;
  return meant.some((value) => /^repo:[^/:]*@/.test(value)) ? "immutable" : "classic";
}

const ownFile = ({ owner, name }: Repository): string =>
  `${owner}/${name}/.github/workflows/mallory.yml@refs/heads/mallory`;

/** Where a trust policy names only an owner, one repository stands for all. */
function ownersAny(meant: readonly string[]): Repository[] {
  const owner = meant.map((value) => OF_OWNER.exec(value)?.[1]).find((one) => one !== undefined);
  return owner === undefined ? [] : [{ owner, name: "any-repository" }];
}

const OF_OWNER = new RegExp(`^repo:(${OWNER})/[^:]*\\*`);

function said(statement: GithubStatement, found: readonly Run[]): string {
  const names = statement.named.map(({ owner, name }) => `${owner}/${name}`);
  const accepted = new Set(found.map(({ repository: { owner, name } }) => `${owner}/${name}`));
  const named = names.filter((name) => accepted.has(name));
  const where = named.length > 0 ? `of ${folded(named)}` : "of every repository that it accepts";
  const who = [...new Set(found.map((one) => one.who))];
  return `${placed(statement)} accepts runs ${where} that nobody has approved: ${who.join("; ")}.`;
}
