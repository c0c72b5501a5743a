import { createPublicKey, type JsonWebKey } from "node:crypto";
import { ALGORITHMS, type Algorithm, isAlgorithm } from "./issuer";
import { readJson } from "./read-json";

/** A public key exactly as it was read; nothing is added to it. */
export type SigningKey = Readonly<JsonWebKey> & { readonly kid: string; readonly alg: Algorithm };

export interface KeysRead {
  /** Those without a problem. */
  readonly keys: readonly SigningKey[];
  readonly problems: readonly string[];
}

/** For each type of key, as STS counts. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
const MOST_KEYS = 100;

/** Of RFC 7518: whoever has them can sign. */
const PRIVATE = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

const TYPES: Readonly<Record<Algorithm, { readonly kty: string; readonly crv?: string }>> = {
  RS256: { kty: "RSA" },
  RS384: { kty: "RSA" },
  RS512: { kty: "RSA" },
  ES256: { kty: "EC", crv: "P-256" },
  ES384: { kty: "EC", crv: "P-384" },
  ES512: { kty: "EC", crv: "P-521" },
};

/**
 * Whether AWS would verify tokens with the keys of the document.
 * @param where it was read: `The API server's keys document`
 */
export function readKeys(text: string, where: string): KeysRead {
  const read = readJson(text);
  if ("problem" in read) return { keys: [], problems: [`${where} ${read.problem}.`] };
  const { keys: found } = read.value;
  if (!Array.isArray(found) || found.length === 0) return { keys: [], problems: [`${where} has no keys.`] };
  const problems: string[] = [];
  const keys: SigningKey[] = [];
  found.forEach((key: unknown, index) => {
    const problem = keyProblem(key) ?? (keys.some(({ kid }) => kid === (key as SigningKey).kid) && "is there twice");
    const { kid } = Object(key);
    if (problem)
      problems.push(`${where}: key ${typeof kid === "string" && kid ? kid : `number ${index + 1}`} ${problem}.`);
    else keys.push(key as SigningKey);
  });
  for (const type of ["RSA", "EC"]) {
    const count = keys.filter(({ kty }) => kty === type).length;
    if (count > MOST_KEYS) problems.push(`${where} has ${count} ${type} keys. AWS reads ${MOST_KEYS}.`);
  }
  return { keys, problems };
}

function keyProblem(key: unknown): string | undefined {
  if (typeof key !== "object" || key === null) return "is not a JSON object";
  const jwk = key as JsonWebKey;
  const secret = PRIVATE.filter((member) => member in jwk);
  if (secret.length > 0)
    return `holds private key material (${secret.join(", ")}): it must never be public, and whoever saw it can sign tokens. Replace the key`;
  const { kid, use, alg, kty, crv, key_ops } = jwk;
  if (typeof kid !== "string" || kid === "") return "has no kid, by which AWS finds it";
  if (!/^[!-~]+$/.test(kid)) return "has a kid with characters other than printable ASCII";
  if (!isAlgorithm(alg)) return `has the algorithm ${alg ?? "none"} (alg). AWS verifies ${ALGORITHMS.join(", ")}`;
  if (use !== "sig") return use === undefined ? 'has no use. It must be "sig"' : `has the use ${use}. It must be "sig"`;
  if (key_ops !== undefined) return "has key_ops, which STS does not accept";
  const type = TYPES[alg];
  if (kty !== type.kty || crv !== type.crv)
    return `is of type ${[kty, crv].filter(Boolean).join(" ")}, not one for ${alg}`;
  try {
    createPublicKey({ key: jwk, format: "jwk" });
  } catch {
    return "is not a public key: its numbers are missing or wrong";
  }
  return undefined;
}

/** Whether they verify the same tokens. */
export const isSameKey = (one: SigningKey, other: SigningKey): boolean =>
  one.alg === other.alg && spki(one).equals(spki(other));

const spki = (key: SigningKey): Buffer =>
  createPublicKey({ key: { ...key }, format: "jwk" }).export({ format: "der", type: "spki" });
