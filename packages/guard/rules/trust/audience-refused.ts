import { GITHUB_ISSUER, STS_AUDIENCE } from "@openhands-aws/facts/oidc";
import type { AccessModel, OidcProvider } from "../../model";
import { matcher } from "../../policy/wildcard";
import type { Rule, Violation } from "../../rule";
import { type AnyText, isKnown, known, lowerCase, rawText } from "../../text";
import { listed, placed } from "./support/describe";
import { isEks } from "./support/kubernetes-statements";
import { codesOf, type Restriction, restrictionsOf } from "./support/restrictions";
import { byIssuer, type IssuerStatement } from "./support/tokens";
import { allowStatements } from "./support/trusts";

export const audienceRefused: Rule = {
  id: "audience-refused",
  area: "trust",
  severity: "error",
  what: "No token has the audience that is required.",
  why: "AWS accepts tokens only for the audiences of its OIDC provider, and the GitHub action and the EKS webhook that fetch them ask for sts.amazonaws.com. With any other audience, nobody can assume the role.",
  fix: "Require sts.amazonaws.com and list it in the provider's client_id_list, or have the job ask for the audience that is required.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html",
  *check(model: AccessModel): Generator<Violation> {
    for (const one of allowStatements(model)) for (const statement of byIssuer(one)) yield* judged(model, statement);
  },
};

function* judged(model: AccessModel, { one, issuer }: IssuerStatement): Generator<Violation> {
  const wanted = restrictionsOf(one.statement, issuer).find(({ claim, required }) => claim === "aud" && required);
  if (!wanted?.condition.values.every(isKnown)) return;
  const at = one.trust.role;
  const provider = providerOf(model, at.root, issuer);
  const text = listed(wanted.condition.values);
  if (provider && !provider.audiences.some((audience) => takes(wanted, audience))) {
    const message = `${placed(one)} requires the audience ${text}, but the provider ${provider.address} accepts only ${listed(provider.audiences)}.`;
    yield { at, message };
  } else if (!provider && usual(issuer).length > 0 && !usual(issuer).some((audience) => takes(wanted, audience))) {
    const message = `${placed(one)} requires the audience ${text}, but tokens are issued for ${usual(issuer)[0]} unless a job asks for another.`;
    yield { at, message, severity: "warning" };
  } else if (!wanted.wildcards && wanted.condition.values.every((value) => /[*?]/.test(rawText(value)))) {
    const message = `${placed(one)} requires the audience ${text}, but ${wanted.condition.operator} compares * and ? literally.`;
    yield { at, message };
  }
}

const takes = (wanted: Restriction, audience: AnyText): boolean =>
  wanted.condition.values.some((value) => {
    const folded = /IgnoreCase/.test(wanted.condition.operator) ? lowerCase(audience) : audience;
    return matcher(codesOf(value, wanted))(folded) !== false;
  });

/** The provider of that issuer whose audiences are set in Terraform. */
const providerOf = ({ oidcProviders }: AccessModel, root: string, issuer: string): OidcProvider | undefined =>
  oidcProviders.find(
    (provider) =>
      provider.root === root &&
      known(provider.issuer) === issuer &&
      provider.audiences.length > 0 &&
      provider.audiences.every(isKnown),
  );

/** What the usual ways to fetch a token ask for. */
const usual = (issuer: string): string[] =>
  issuer === GITHUB_ISSUER || isEks(issuer) ? [STS_AUDIENCE, "sts.amazonaws.com.cn"] : [];
