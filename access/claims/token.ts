import { type Context, contextOf } from "../policy/context";
import type { Requester } from "../policy/requester";

/** An OIDC token, as far as AWS looks at it. */
export interface Token {
  /** `iss` without `https://`. */
  readonly issuer: string;
  /** By name, with `sub` and `aud`; values may hold UNKNOWN parts. */
  readonly claims: Readonly<Record<string, string>>;
  /** Names of claims that it may have besides. @default none */
  readonly possible?: readonly string[];
}

/** The claims, besides these of every provider, that AWS turns into condition keys. */
const EVERY_PROVIDER = ["aud", "sub"];

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservicests.html */
const GITHUB = [
  "actor",
  "actor_id",
  "enterprise_id",
  "environment",
  "job_workflow_ref",
  "ref",
  "repository",
  "repository_id",
  "repository_owner_id",
  "workflow",
];

/**
 * Names of the claims that a trust policy can test, as `ISSUER:NAME`; a condition on any other finds no such key. A
 * GitHub Enterprise Server is a provider like any other to AWS.
 */
export function testableClaims(issuer: string): readonly string[] {
  const github = /^token\.actions\.(githubusercontent\.com(\/[^/]+)?|[^./]+\.ghe\.com)$/.test(issuer);
  return github ? [...EVERY_PROVIDER, ...GITHUB] : EVERY_PROVIDER;
}

/** Who presents the token to AWS, and the condition keys of the request. */
export function bearer({ issuer, claims, possible = [] }: Token): { requester: Requester; context: Context } {
  const keys: Record<string, string> = {};
  const open = new Set<string>();
  for (const name of testableClaims(issuer)) {
    const key = `${issuer}:${name}`;
    if (claims[name] !== undefined) keys[key] = claims[name];
    else if (possible.includes(name)) open.add(key.toLowerCase());
  }
  // Of aws: and sts: keys (source address, session name, tags) the token says nothing; other providers' keys are absent.
  const context = contextOf(keys, (key) => open.has(key) || /^(aws|sts):/.test(key));
  return { requester: { kind: "web-identity", issuer }, context };
}
