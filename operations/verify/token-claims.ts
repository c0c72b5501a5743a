import { viewToken } from "../issuer/token-problems";

/** What a token says that is no secret. */
export interface TokenClaims {
  readonly iss: string;
  readonly aud: string;
  readonly kid: string;
  readonly exp: string;
  readonly sub: string;
}

/** @param token a JSON Web Token: https://www.rfc-editor.org/rfc/rfc7519 */
export function claimsOf(token: string): TokenClaims {
  const { iss, aud, sub, kid, exp } = viewToken(token);
  return {
    ...{ iss: said(iss), aud: said(aud), kid: said(kid), sub: said(sub) },
    exp: typeof exp === "number" ? new Date(exp * 1000).toISOString() : "none",
  };
}

const said = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(said).join(" and ");
  return typeof value === "string" && value !== "" ? value : "none";
};

/** Never the token itself. */
export const describeToken = ({ iss, aud, kid, exp, sub }: TokenClaims): string =>
  `Its token: iss ${iss}, aud ${aud}, sub ${sub}, kid ${kid}, exp ${exp}.`;
