import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { ask } from "./support/ask";
import { placed } from "./support/describe";
import { sampleOf } from "./support/github-run";
import { isGithub } from "./support/github-statements";
import { isEks } from "./support/kubernetes-statements";
import { type Restriction, restrictionsOf, wantedValues } from "./support/restrictions";
import { type SharedIssuer, sharedIssuer } from "./support/shared-issuers";
import { allowStatements, issuersOf } from "./support/trusts";

export const oidcAnySubject: Rule = {
  id: "oidc-any-subject",
  area: "trust",
  severity: "error",
  what: "Whoever gets a token of the issuer gets the role.",
  why: "An issuer such as gitlab.com or app.terraform.io serves everybody: anybody there can have a token, and only its claims tell companies apart.",
  fix: "Require StringEquals on the claim that names the tenant in full: project_path:GROUP/PROJECT:..., organization:NAME:..., the identity pool's id in aud.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html",
  *check(model: AccessModel): Generator<Violation> {
    for (const one of allowStatements(model))
      for (const issuer of issuersOf(one.statement)) {
        // These have rules of their own.
        if (isGithub(issuer) || isEks(issuer)) continue;
        const shared = sharedIssuer(issuer);
        const chosen = shared?.claim === "session" ? { ...WAYS, ...ADVERSARY_SESSION } : WAYS;
        const claims = adversaryClaims(shared, restrictionsOf(one.statement, issuer)).find(
          (some) => ask(one, { issuer, claims: some }, chosen).outcome === "allowed",
        );
        if (!claims) continue;
        const who = shared ? "anybody who has an account there" : "everybody whom it serves";
        const message = `${placed(one)} lets in ${who}: a token of ${issuer} with sub ${JSON.stringify(claims.sub)} and aud ${JSON.stringify(claims.aud)} gets a session.`;
        yield { at: one.trust.role, message, ...(!shared && { severity: "warning" as const }) };
      }
  },
};

/** Whoever has an identity of any pool came in one of these ways. */
const WAYS = { "cognito-identity.amazonaws.com:amr": ["authenticated", "unauthenticated"] };

/** The name is the service's to choose, not its user's. */
const ADVERSARY_SESSION = { "sts:RoleSessionName": "MicrosoftSentinel_another-workspace" };

/** Claims of somebody whom the statement does not name: of a shared issuer another tenant, else anybody. */
function adversaryClaims(
  shared: SharedIssuer | undefined,
  restrictions: readonly Restriction[],
): { sub: string; aud: string }[] {
  const [aud = "sts.amazonaws.com"] = wantedValues(restrictions, "aud").flatMap((wanted) => sampleOf(wanted) ?? []);
  const [sub = "subject"] = wantedValues(restrictions, "sub").flatMap((wanted) => sampleOf(wanted) ?? []);
  const claim = shared?.claim ?? "sub";
  if (claim === "session") return [{ sub, aud }];
  const theirs = ["somebody-else", ...fitting(restrictions, claim, shared?.adversaries)];
  return theirs.map((text) => (claim === "aud" ? { sub, aud: text } : { sub: text, aud }));
}

const fitting = (
  restrictions: readonly Restriction[],
  claim: string,
  adversaries: Parameters<typeof sampleOf>[1],
): string[] =>
  adversaries ? wantedValues(restrictions, claim).flatMap((wanted) => sampleOf(wanted, adversaries) ?? []) : [];
