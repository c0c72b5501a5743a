import { GITHUB_ISSUER } from "@openhands-aws/facts/oidc";
import type { Repository } from "../../../claims/github-job";
import type { AccessModel } from "../../../model";
import { perObject, perText } from "../../../support/memo";
import { isKnown, rawText, SOME_NAME } from "../../../text";
import { defaultSubjects, type Issuing, repositories, subjects } from "./github-language";
import { matchIn, type Restriction, restrictionsOf, wantedValues } from "./restrictions";
import { allowStatements, issuersOf, type TrustStatement } from "./trusts";

/** A statement that accepts GitHub workflow runs. */
export interface GithubStatement extends TrustStatement {
  readonly issuer: string;
  /** Whether the issuer serves everyone, not only one company. */
  readonly shared: boolean;
  readonly restrictions: readonly Restriction[];
  /** Repositories that its subjects name in full, in order. */
  readonly named: readonly Repository[];
}

export const githubStatements = perObject((model: AccessModel): readonly GithubStatement[] =>
  allowStatements(model).flatMap(ofGithub),
);

/** @see https://docs.github.com/en/enterprise-cloud@latest/actions/reference/security/oidc */
export const isGithub = (issuer: string): boolean =>
  /^token\.actions\.(githubusercontent\.com(\/[^/]+)?|[^./]+\.ghe\.com)$|\/_services\/token$/.test(issuer);

const ofGithub = (one: TrustStatement): GithubStatement[] =>
  issuersOf(one.statement)
    .filter(isGithub)
    .map((issuer) => githubStatement(one, issuer));

export function githubStatement(one: TrustStatement, issuer: string): GithubStatement {
  const restrictions = restrictionsOf(one.statement, issuer);
  return {
    trust: one.trust,
    statement: one.statement,
    label: one.label,
    get alone() {
      return one.alone;
    },
    issuer,
    shared: issuer === GITHUB_ISSUER,
    restrictions,
    named: namedIn(restrictions),
  };
}

function namedIn(restrictions: readonly Restriction[]): Repository[] {
  const found = new Map<string, Repository>();
  const add = (text: string, pattern: RegExp) => {
    const [, owner, ownerId, name, id] = pattern.exec(text) ?? [];
    if (owner === undefined || name === undefined) return;
    const before = found.get(`${owner}/${name}`);
    found.set(`${owner}/${name}`, { owner, name, ownerId: ownerId ?? before?.ownerId, id: id ?? before?.id });
  };
  for (const [value] of wantedValues(restrictions, "sub")) add(value, IN_SUBJECT);
  for (const [value] of wantedValues(restrictions, "repository")) add(value, NAME);
  return [...found.values()];
}

/** An owner's name, and a repository's. */
export const OWNER = `[\\w${SOME_NAME}-]+`;
export const REPOSITORY = `[\\w.${SOME_NAME}-]+`;

const IN_SUBJECT = new RegExp(`(?:^|:)repo(?:sitory)?:(${OWNER})(?:@(\\d+))?/(${REPOSITORY})(?:@(\\d+))?(?::|$)`);
const NAME = new RegExp(`^(${OWNER})()/(${REPOSITORY})()$`);

/** One run, written in full, in GitHub's default form. */
const RUN = /^(ref:refs\/(heads|tags)\/[^:*?$\s~^[\\\p{Cc}]+|pull_request|environment:[^:*?$\p{Cc}]+)$/u;

/** Whether no token of such a repository can meet the statement's conditions, whatever else is in the token: a proof. */
export const closedTo = (issuing: Issuing, statement: Pick<GithubStatement, "restrictions">): boolean =>
  closed(statement)(issuing);

/** The same by the values that are known: one wide subject in a list is wide, whatever the unknown ones are. */
export const closedByKnown = (issuing: Issuing, statement: GithubStatement): boolean =>
  closedTo(issuing, isFullyKnown(statement) ? statement : ofKnown(statement));

const isFullyKnown = ({ restrictions }: GithubStatement): boolean =>
  restrictions.every(({ condition }) => condition.values.every(isKnown));

const ofKnown = ({ restrictions }: GithubStatement): Pick<GithubStatement, "restrictions"> => ({
  restrictions: restrictions.map((one) => ({
    ...one,
    condition: { ...one.condition, values: one.condition.values.filter(isKnown) },
  })),
});

const closed = perObject(({ restrictions }: Pick<GithubStatement, "restrictions">) =>
  perText((issuing: Issuing) =>
    restrictions.some(
      (one) => one.required && one.condition.values.every((value) => excludes(rawText(value), one, issuing)),
    ),
  ),
);

function excludes(value: string, restriction: Restriction, issuing: Issuing): boolean {
  switch (restriction.claim) {
    case "sub":
      return NAMED.test(value) || isNoSubject(value, restriction, issuing);
    case "repository":
      return matchIn(value, restriction, repositories(issuing)) === undefined;
    case "repository_id":
      return /^\d+$/.test(value);
    case "repository_owner_id":
    case "enterprise_id":
      return /^\d+$/.test(value) && issuing !== "neighbour";
    default:
      return false;
  }
}

/** Whether no subject at all matches the value; the default forms are tried first, as they are fewer. */
export const isNoSubject = (value: string, restriction: Restriction, issuing: Issuing): boolean =>
  matchIn(value, restriction, defaultSubjects(issuing)) === undefined &&
  matchIn(value, restriction, subjects(issuing)) === undefined;

/** Whether a value names one run exactly, so that every operator compares it alike: no other repository has a token with it. */
export const isExact = (value: string): boolean => NAMED.test(value) && RUN.test(value.replace(NAMED, ""));

/** One repository, written in full: nothing that begins like this belongs to another. */
const NAMED = new RegExp(`^repo:${OWNER}(@\\d+)?/${REPOSITORY}(@\\d+)?:`);

/** Whether some run of a repository has such a subject, as far as the text alone shows. */
export const isCommon = (value: string, { wildcards }: Restriction): boolean =>
  isExact(value) || (wildcards && NAMED.test(value) && value.endsWith(":*"));
