import { GITHUB_ISSUER } from "@openhands-aws/facts/oidc";
import { assumeRoleWithToken } from "../claims/assume-role-with-token";
import type { GithubJob } from "../claims/github-job";
import { githubTokens } from "../claims/github-token";
import { kubernetesToken } from "../claims/kubernetes-token";
import { type Token, testableClaims } from "../claims/token";
import type { AccessModel, Identity } from "../model";
import { shown } from "../policy/context";
import { known, type PartialText } from "../text";
import { best, type Entry, entryOf, withDoubts } from "./entry";
import { trustedIssuers } from "./issuers";
import { podIdentityEntry } from "./pod-identity-entry";
import type { Situation } from "./question";
import { trustPolicy } from "./trust-policy";

/** Whether one of a job's tokens gets a session; if there are several tokens, the answer names those that do not. */
export function githubEntry(model: AccessModel, job: GithubJob): (role: Identity) => Entry {
  const { tokens, refused } = githubTokens(job);
  if (refused !== undefined) return () => ({ outcome: "denied", because: [`denied: ${refused}`] });
  const audiences = audiencesOf(model, job.issuer ?? GITHUB_ISSUER);
  return (role) =>
    withDoubts(
      role,
      withTokens(role, tokens, () => audiences),
    );
}

type Audiences = (issuer: string) => readonly PartialText[] | undefined;

function withTokens(role: Identity, tokens: readonly Token[], audiences: Audiences): Entry {
  const trust = trustPolicy(role);
  if (!trust) return { outcome: "denied", because: [] };
  const entries = tokens.map((token) =>
    entryOf(assumeRoleWithToken(token, { arn: role.arn, trust }, audiences(token.issuer))),
  );
  const found = best(entries);
  const worse = tokens.filter((_, index) => entries[index]?.outcome !== found.outcome);
  if (worse.length === 0 || found.outcome === "denied") return found;
  const others = worse.map(
    ({ claims }) => `not with the subject ${shown(claims.sub ?? "")}, which GitHub may send instead`,
  );
  return { ...found, because: [...found.because, ...others] };
}

/** The audiences that the account's provider accepts; `undefined` if they are not declared. */
function audiencesOf({ oidcProviders }: AccessModel, issuer: string): readonly PartialText[] | undefined {
  const providers = oidcProviders.filter((provider) => known(provider.issuer) === issuer);
  if (providers.length === 0 || providers.some(({ audiences }) => audiences.length === 0)) return undefined;
  return providers.flatMap(({ audiences }) => audiences);
}

type ServiceAccount = Extract<Situation, { kind: "service-account" }>["account"];

/** With a token of its cluster, or on EKS with a pod identity. */
export function serviceAccountEntry(model: AccessModel, account: ServiceAccount): (role: Identity) => Entry {
  const { namespace, name } = account;
  return (role) => {
    const issuers = account.issuer === undefined ? issuersOf(role) : [account.issuer];
    const tokens = issuers.map((issuer) => kubernetesToken({ ...account, issuer }));
    const byToken = best(tokens.map((token) => withTokens(role, [token], (issuer) => audiencesOf(model, issuer))));
    const byPod = podIdentityEntry(model, role, account);
    if (byPod.outcome !== "denied" && byToken.outcome !== "allowed") return byPod;
    if (tokens.length > 0) return withDoubts(role, byToken);
    const why = `denied: its trust policy names no identity provider of a cluster that could issue a token for ${namespace}/${name}`;
    return withDoubts(role, { outcome: "denied", because: [why] });
  };
}

/** Issuers of the clusters that a trust policy names. */
const issuersOf = (role: Identity): string[] => {
  const issuers = trustedIssuers(role).flatMap((issuer) => known(issuer) ?? []);
  return [...new Set(issuers)].filter(
    (issuer) => issuer !== GITHUB_ISSUER && !testableClaims(issuer).includes("repository"),
  );
};
