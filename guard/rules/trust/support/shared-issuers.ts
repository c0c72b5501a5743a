import { choice, type Expression, type Language, languageOf, literal, optional, sequence } from "./language";

/** An issuer that serves many companies: which claim tells them apart, and the texts in which the company is left open. */
export interface SharedIssuer {
  readonly claim: "sub" | "aud";
  readonly strangers: Language;
}

const run = (accepts: (unit: number) => boolean, open = false): Expression => ({
  kind: "run",
  accepts,
  sample: open ? "another-tenant" : "x",
  more: "-x",
  open,
});

const rest = optional(run(() => true));
/** The tenant's name follows a prefix and ends at the next separator. */
const after = (...prefixes: readonly string[]): SharedIssuer => ({
  claim: "sub",
  strangers: languageOf(
    choice(
      ...prefixes.map((prefix) =>
        sequence(
          literal(prefix),
          run((unit) => unit !== 47 && unit !== 58, true),
          optional(sequence(choice(literal(":"), literal("/")), rest)),
        ),
      ),
    ),
  ),
});
const anywhere = (claim: SharedIssuer["claim"]): SharedIssuer => ({
  claim,
  strangers: languageOf(run(() => true, true)),
});

/**
 * GitHub has rules of its own.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
export const SHARED_ISSUERS: ReadonlyMap<string, SharedIssuer> = new Map([
  ["accounts.google.com", anywhere("sub")],
  ["agent.buildkite.com", after("organization:")],
  ["api.pulumi.com/oidc", anywhere("aud")],
  ["app.terraform.io", after("organization:")],
  ["cognito-identity.amazonaws.com", anywhere("aud")],
  ["gitlab.com", after("project_path:")],
  ["oidc.codefresh.io", after("account:")],
  ["oidc.vercel.com", anywhere("aud")],
  ["scalr.io", after("account:")],
  ["vstoken.actions.githubusercontent.com", after("repo:")],
]);
