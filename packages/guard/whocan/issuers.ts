import type { AccessModel, Identity } from "../model";
import { sameText } from "../policy/wildcard";
import { closest } from "../support/closest";
import { folded } from "../support/folded";
import { asPartial, known, type PartialText, rawText } from "../text";

/** Without `https://`: issuers of the tokens that a trust policy names. */
export function trustedIssuers({ trust }: Identity): PartialText[] {
  const members = trust?.statements.flatMap(({ principals }) => principals?.members ?? []) ?? [];
  return members.flatMap(({ type, id }) => {
    const [, issuer = ""] = type === "Federated" ? (/:oidc-provider\/(.+)$/s.exec(rawText(id)) ?? []) : [];
    return issuer === "" ? [] : [asPartial(issuer)];
  });
}

/**
 * For people: what the files name instead of an issuer that they do not name.
 * @returns `undefined` if they name it, or may name it, or name none
 */
export function issuerHint(model: AccessModel, issuer: string): string | undefined {
  const named = [
    ...model.oidcProviders.map((provider) => provider.issuer),
    ...model.identities.flatMap(trustedIssuers),
  ];
  if (named.some((one) => sameText(one, issuer) !== false)) return undefined;
  const issuers = [...new Set(named.flatMap((one) => known(one) ?? []))];
  if (issuers.length === 0) return undefined;
  const nearby = issuers.filter((one) => hostOf(one) === hostOf(issuer));
  const meant = nearby.length === 0 ? closest(issuer, issuers) : nearby.length === 1 ? nearby[0] : undefined;
  const instead = meant
    ? `; did you mean ${meant}?`
    : `. They name ${folded([...new Set([...nearby.sort(), ...issuers.sort()])])}.`;
  return `These files do not name the issuer ${issuer}${instead}`;
}

const hostOf = (issuer: string): string => issuer.split("/", 1)[0] ?? "";
