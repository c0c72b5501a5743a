import { createPublicKey, verify } from "node:crypto";
import { ALGORITHMS, type Issuer, isAlgorithm } from "./issuer";
import { readJson } from "./read-json";
import type { SigningKey } from "./signing-keys";

/** What may be said of a token: nothing that would help to use it. */
export interface TokenView {
  readonly iss?: string;
  readonly aud?: string | readonly string[];
  readonly sub?: string;
  readonly kid?: string;
  readonly alg?: string;
  readonly iat?: number;
  readonly exp?: number;
}

/** Its head and claims, without looking at the signature. @returns nothing of what it does not have */
export function viewToken(token: string): TokenView {
  const [head = "", claims = ""] = token.split(".");
  const { kid, alg } = part(head);
  const { iss, aud, sub, iat, exp } = part(claims);
  return { iss, aud, sub, kid, alg, iat, exp } as TokenView;
}

function part(text: string): Readonly<Record<string, unknown>> {
  const read = readJson(Buffer.from(text, "base64url").toString());
  return "value" in read ? read.value : {};
}

/**
 * Why STS would not accept the token, given these keys. The token is in none of the messages.
 * @param unknown what to say of a key that is not among them. @default that they are the API server's
 */
export function tokenProblems(
  token: string,
  { url, audience }: Pick<Issuer, "url" | "audience">,
  keys: readonly SigningKey[],
  unknown = notServed,
): string[] {
  const { iss, aud, kid, alg } = viewToken(token);
  const problems: string[] = [];
  if (iss !== url) problems.push(`The token is of the issuer ${iss}, not ${url}.`);
  const audiences = Array.isArray(aud) ? aud : [aud];
  if (!audiences.includes(audience)) problems.push(`The token is for ${audiences.join(", ")}, not for ${audience}.`);
  else if (audiences.length > 1) problems.push(`The token is for ${audiences.join(", ")}. STS accepts one audience.`);
  if (!isAlgorithm(alg)) problems.push(`The token is signed with ${alg}. AWS verifies ${ALGORITHMS.join(", ")}.`);
  const key = keys.find((key) => key.kid === kid);
  if (!key) problems.push(unknown(kid ?? "none"));
  else if (isAlgorithm(alg) && !isSigned(token, alg, key))
    problems.push(`The token is not signed with the key that has its kid, ${kid}: another key has the same kid.`);
  return problems;
}

const notServed = (kid: string): string =>
  `The token is signed with the key ${kid}, which is not among the API server's keys.`;

function isSigned(token: string, alg: string, key: SigningKey): boolean {
  if (alg !== key.alg) return false;
  const end = token.lastIndexOf(".");
  const [signed, signature] = [token.slice(0, end), token.slice(end + 1)];
  const publicKey = createPublicKey({ key: { ...key }, format: "jwk" });
  const options = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;
  return verify(`sha${alg.slice(2)}`, Buffer.from(signed), options, Buffer.from(signature, "base64url"));
}
