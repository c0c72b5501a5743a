import { choice, type Expression, type Language, languageOf, literal, optional, sequence } from "./language";

/** An issuer that serves many companies: what tells them apart, and the texts that leave the company open. */
export interface SharedIssuer {
  /** A claim, or the name that the issuer's service gives to the session (sts:RoleSessionName). */
  readonly claim: "sub" | "aud" | "session";
  readonly adversaries: Language;
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
  adversaries: languageOf(
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
  adversaries: languageOf(run(() => true, true)),
});

/** The issuer may end with a slash. */
export const sharedIssuer = (issuer: string): SharedIssuer | undefined => SHARED_ISSUERS.get(issuer.replace(/\/$/, ""));

/** IBM's issuers, which change with the versions of the platform. */
const TURBONOMIC = [
  "rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7",
  "rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr",
  "rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg",
  "rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26",
  "oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb",
  "oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu",
];

/**
 * AWS's list, and the providers that are built into IAM. token.actions.githubusercontent.com has rules of its own.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const SHARED_ISSUERS: ReadonlyMap<string, SharedIssuer> = new Map([
  // In a service account's token this key is the account's own id (azp), which nobody else's token has.
  ["accounts.google.com", anywhere("aud")],
  ["agent.buildkite.com", after("organization:")],
  ["api.pulumi.com/oidc", anywhere("aud")],
  ["app.terraform.io", after("organization:")],
  ["cognito-identity.amazonaws.com", anywhere("aud")],
  ["gitlab.com", after("project_path:")],
  ["graph.facebook.com", anywhere("aud")],
  ["oidc-configuration.audit-log.githubusercontent.com", after("https://github.com/")],
  ["oidc.codefresh.io", after("account:")],
  ["oidc.vercel.com", anywhere("aud")],
  ["proidc.upbound.io", after("mcp:")],
  ["sandboxes.cloud", anywhere("aud")],
  ["scalr.io", after("account:")],
  // Azure Sentinel: Microsoft names the session MicrosoftSentinel_WORKSPACE.
  ["sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", anywhere("session")],
  ["studio.datachain.ai/api", after("credentials:")],
  ["tokens.cloud.shisho.dev", after("job:")],
  ["vstoken.actions.githubusercontent.com", after("repo:")],
  ["www.amazon.com", anywhere("aud")],
  ...TURBONOMIC.map((issuer): [string, SharedIssuer] => [issuer, after("system:serviceaccount:")]),
]);
