import { hasGithubClaims } from "@openhands-aws/facts/oidc";
import type { Context } from "../policy/context";
import type { Requester } from "../policy/requester";
import { type AnyText, asPartial, rawText } from "../text";

/** An OIDC token, as far as AWS evaluates it. */
export interface Token {
  /** `iss` without `https://`. */
  readonly issuer: string;
  /** By name, with `sub` and `aud`; values may contain UNKNOWN parts. */
  readonly claims: Readonly<Record<string, AnyText>>;
  /** Names of further claims that it may have. @default none */
  readonly possible?: readonly string[];
}

/** The claims of every provider that AWS turns into condition keys. */
const EVERY_PROVIDER = ["aud", "sub"];

/**
 * With those of GitHub.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservicests.html
 */
const EVERY_CLAIM = [
  ...EVERY_PROVIDER,
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

/** Names of the claims that a trust policy can test, as `ISSUER:NAME`; a condition on any other finds no such key. */
export function testableClaims(issuer: string): readonly string[] {
  return hasGithubClaims(issuer) ? EVERY_CLAIM : EVERY_PROVIDER;
}

/** Who presents the token to AWS, and the condition keys of the request. */
export function bearer({ issuer, claims, possible = [] }: Token): { requester: Requester; context: Context } {
  const prefix = `${issuer.toLowerCase()}:`;
  const testable = testableClaims(issuer);
  const context: Context = {
    get(key) {
      // The token does not tell the source address, the session's name or tags; other providers' keys are absent.
      if (!key.startsWith(prefix)) return key.startsWith("aws:") || key.startsWith("sts:") ? "unknown" : undefined;
      const name = key.slice(prefix.length);
      if (!testable.includes(name)) return undefined;
      const value = claims[name];
      return value !== undefined ? [asPartial(rawText(value))] : possible.includes(name) ? "unknown" : undefined;
    },
  };
  return { requester: { kind: "web-identity", issuer }, context };
}
