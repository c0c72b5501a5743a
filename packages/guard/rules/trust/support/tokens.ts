import { STS_AUDIENCE } from "@openhands-aws/facts/oidc";
import type { Token } from "../../../claims/token";
import { friendsOf, sampleOf } from "./github-run";
import { type GithubStatement, githubStatement, isGithub } from "./github-statements";
import { isEks, SERVICE_ACCOUNTS, serviceAccountToken } from "./kubernetes-statements";
import { restrictionsOf, wantedValues } from "./restrictions";
import { issuersOf, type TrustStatement } from "./trusts";

export interface IssuerStatement {
  readonly one: TrustStatement;
  readonly issuer: string;
  readonly github?: GithubStatement;
}

/** A statement once for each OIDC provider that it trusts. */
export const byIssuer = (one: TrustStatement): IssuerStatement[] =>
  issuersOf(one.statement).map((issuer) => ({
    one,
    issuer,
    ...(isGithub(issuer) && { github: githubStatement(one, issuer) }),
  }));

/** Tokens for which the statement seems to be meant. */
export function meantTokens({ one, issuer, github }: IssuerStatement): Iterable<Token> {
  if (github) return friendsOf(github);
  const restrictions = restrictionsOf(one.statement, issuer);
  const [audience = STS_AUDIENCE] = wantedValues(restrictions, "aud").flatMap((wanted) => sampleOf(wanted) ?? []);
  const wanted = wantedValues(restrictions, "sub");
  if (isEks(issuer)) {
    const subjects = wanted.flatMap((value) => sampleOf(value, SERVICE_ACCOUNTS) ?? []);
    if (wanted.length === 0) subjects.push("system:serviceaccount:namespace:name");
    return subjects.map((subject) => serviceAccountToken(issuer, subject, audience));
  }
  const subjects = wanted.flatMap((value) => sampleOf(value) ?? []);
  return (wanted.length > 0 ? subjects : ["subject"]).map((sub) => ({ issuer, claims: { sub, aud: audience } }));
}
