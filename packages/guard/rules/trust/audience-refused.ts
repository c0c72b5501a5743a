import type { AccessModel, OidcProvider } from "../../model";
import { matcher } from "../../policy/wildcard";
import type { Rule, Violation } from "../../rule";
import { type AnyText, isKnown, known, lowerCase } from "../../text";
import { listed, placed } from "./support/describe";
import { isEks } from "./support/kubernetes-statements";
import { codesOf, type Restriction, restrictionsOf } from "./support/restrictions";
import { byIssuer, type IssuerStatement } from "./support/tokens";
import { allowStatements } from "./support/trusts";

export const audienceRefused: Rule = {
  id: "audience-refused",
  area: "trust",
  severity: "error",
  what: "No token has the audience that is wanted.",
  why: "AWS takes tokens only for the audiences of its OIDC provider, and the action and the webhook that fetch them ask for sts.amazonaws.com: with another audience nobody gets in.",
  fix: "Want sts.amazonaws.com, and list it in client_id_list of the provider; or have the job ask for the audience that is wanted.",
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
    const message = `${placed(one)} wants the audience ${text}; the provider ${provider.address} takes ${listed(provider.audiences)} only.`;
    yield { at, message };
  } else if (!provider && usual(issuer).length > 0 && !usual(issuer).some((audience) => takes(wanted, audience))) {
    const message = `${placed(one)} wants the audience ${text}; tokens are made for ${usual(issuer)[0]} unless a job asks for another.`;
    yield { at, message, severity: "warning" };
  }
}

const takes = (wanted: Restriction, audience: AnyText): boolean =>
  wanted.condition.values.some((value) => {
    const folded = /IgnoreCase/.test(wanted.condition.operator) ? lowerCase(audience) : audience;
    return matcher(codesOf(value, wanted))(folded) !== false;
  });

/** The provider of that issuer whose audiences Terraform sets. */
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
  issuer === "token.actions.githubusercontent.com" || isEks(issuer)
    ? ["sts.amazonaws.com", "sts.amazonaws.com.cn"]
    : [];
