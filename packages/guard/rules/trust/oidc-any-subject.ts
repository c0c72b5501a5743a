import { STS_AUDIENCE } from "@openhands-aws/facts/oidc";
import type { AccessModel } from "../../model";
import { shown } from "../../policy/context";
import type { Rule, Violation } from "../../rule";
import { ask } from "./support/ask";
import { placed } from "./support/describe";
import { sampleOf } from "./support/github-run";
import { isGithub } from "./support/github-statements";
import { isCluster } from "./support/kubernetes-statements";
import type { Language } from "./support/language";
import { type Restriction, restrictionsOf, wantedValues } from "./support/restrictions";
import { type SharedIssuer, sharedIssuer } from "./support/shared-issuers";
import { allowStatements, issuersOf } from "./support/trusts";

export const oidcAnySubject: Rule = {
  id: "oidc-any-subject",
  area: "trust",
  severity: "error",
  what: "Anyone who gets a token from the issuer can assume the role.",
  why: "An issuer such as gitlab.com or app.terraform.io serves everyone: anyone there can get a token, and only its claims tell customers apart.",
  fix: "Require StringEquals on the claim that names the tenant in full: project_path:GROUP/PROJECT:... or organization:NAME:... in sub, or the identity pool's id in aud.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html",
  *check(model: AccessModel): Generator<Violation> {
    for (const one of allowStatements(model))
      for (const issuer of issuersOf(one.statement)) {
        // These have rules of their own.
        if (isGithub(issuer) || isCluster(model, issuer)) continue;
        const shared = sharedIssuer(issuer);
        const chosen = shared?.claim === "session" ? { ...WAYS, ...ADVERSARY_SESSION } : WAYS;
        const claims = adversaryClaims(shared, restrictionsOf(one.statement, issuer)).find(
          (some) => ask(one, { issuer, claims: some }, chosen).outcome === "allowed",
        );
        if (!claims) continue;
        const who = shared ? `anyone with an account at ${issuer}` : `everyone whom ${issuer} serves`;
        const message = `${placed(one)} accepts ${who}: a token with sub ${shown(claims.sub)} and aud ${shown(claims.aud)} gets a session.`;
        yield { at: one.trust.role, message, ...(!shared && { severity: "warning" as const }) };
      }
  },
};

/** How anyone with an identity in any pool has signed in. */
const WAYS = { "cognito-identity.amazonaws.com:amr": ["authenticated", "unauthenticated"] };

/** The service chooses the name, not its user. */
const ADVERSARY_SESSION = { "sts:RoleSessionName": "MicrosoftSentinel_another-workspace" };

/** Claims of someone whom the statement does not name: another tenant of a shared issuer, otherwise anyone. */
function adversaryClaims(
  shared: SharedIssuer | undefined,
  restrictions: readonly Restriction[],
): { sub: string; aud: string }[] {
  const [aud = STS_AUDIENCE] = wantedValues(restrictions, "aud").flatMap((wanted) => sampleOf(wanted) ?? []);
  const [sub = "subject"] = wantedValues(restrictions, "sub").flatMap((wanted) => sampleOf(wanted) ?? []);
  const claim = shared?.claim ?? "sub";
  if (claim === "session") return [{ sub, aud }];
  const theirs = ["someone-else", ...(shared ? fitting(restrictions, claim, shared.adversaries) : open(restrictions))];
  return theirs.map((text) => (claim === "aud" ? { sub, aud: text } : { sub: text, aud }));
}

const fitting = (restrictions: readonly Restriction[], claim: string, adversaries: Language): string[] =>
  wantedValues(restrictions, claim).flatMap((wanted) => sampleOf(wanted, adversaries) ?? []);

/** Subjects that begin as anyone likes. */
const open = (restrictions: readonly Restriction[]): string[] =>
  wantedValues(restrictions, "sub").flatMap((wanted) => (wanted[0].startsWith("*") ? (sampleOf(wanted) ?? []) : []));
