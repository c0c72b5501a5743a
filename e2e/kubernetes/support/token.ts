import { createPublicKey, type JsonWebKey, verify } from "node:crypto";

/** As the issuer publishes it at its jwks_uri. */
export type PublishedKey = JsonWebKey & { readonly kid: string };

export interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: readonly string[];
  /** In seconds. */
  readonly exp: number;
  readonly nbf: number;
}

const parsed = (part = "") => JSON.parse(Buffer.from(part, "base64url").toString());

/** @returns what a service account's token says, or `undefined` unless one of the published keys signed it */
export function verifiedClaims(token: string, keys: readonly PublishedKey[]): Claims | undefined {
  const [header, payload, signature = ""] = token.split(".");
  const { alg, kid } = parsed(header);
  const key = keys.find((one) => one.kid === kid);
  if (alg !== "RS256" || !key) return undefined;
  const signed = Buffer.from(`${header}.${payload}`);
  const isSigned = verify(
    "sha256",
    signed,
    createPublicKey({ key, format: "jwk" }),
    Buffer.from(signature, "base64url"),
  );
  return isSigned ? parsed(payload) : undefined;
}

/** Without a verification, to learn from which issuer its keys would have to be. */
export const unverifiedClaims = (token: string): Claims => parsed(token.split(".")[1]);
