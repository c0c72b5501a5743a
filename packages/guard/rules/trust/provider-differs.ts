import type { AccessModel } from "../../model";
import type { Rule, Violation } from "../../rule";
import { known } from "../../text";
import { placed } from "./support/describe";
import { isGithub } from "./support/github-statements";
import { eksProblem, issuerDifference } from "./support/issuer-difference";
import { allowStatements, issuersOf, type TrustStatement } from "./support/trusts";

export const providerDiffers: Rule = {
  id: "provider-differs",
  area: "trust",
  severity: "error",
  what: "A trust policy names an identity provider that differs from the real one in a slash, its path or its case.",
  why: "AWS finds the provider by the token's iss claim, character by character: nobody can assume the role through one that is written differently.",
  fix: "Refer to the provider: aws_iam_openid_connect_provider.NAME.arn; or write its URL without https://, exactly as the cluster has it, in the ARN and before :sub and :aud.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html",
  *check(model: AccessModel): Generator<Violation> {
    for (const one of allowStatements(model))
      for (const issuer of issuersOf(one.statement)) {
        const problem = eksProblem(issuer);
        const message =
          problem === undefined
            ? unlike(model, one, issuer)
            : `${placed(one)} trusts ${issuer}: ${problem}, so nobody can assume the role through this statement.`;
        if (message !== undefined) yield { at: one.trust.role, message };
      }
  },
};

/** A declared provider that is meant, where none is declared as written. */
function unlike(model: AccessModel, one: TrustStatement, issuer: string): string | undefined {
  // An enterprise has a GitHub provider of its own beside the common one.
  if (isGithub(issuer)) return undefined;
  const declared = model.oidcProviders.filter(({ root }) => root === one.trust.role.root);
  if (declared.some((provider) => known(provider.issuer) === issuer)) return undefined;
  for (const provider of declared) {
    const real = known(provider.issuer);
    const how = real === undefined ? undefined : issuerDifference(issuer, real);
    if (how !== undefined)
      return `${placed(one)} trusts ${issuer}, but ${provider.address} is ${real}: ${how}, so nobody can assume the role through this statement.`;
  }
  return undefined;
}
