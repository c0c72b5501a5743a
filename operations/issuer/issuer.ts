/** The issuer of a self-hosted cluster's service-account tokens, as the config has it. */
export interface Issuer {
  /** As AWS compares it with a token's `iss`, byte for byte. */
  readonly url: string;
  /** Where its two documents are written; without one they are published at the URL by the owner. */
  readonly bucket?: string;
  /** What a token for AWS is issued for. */
  readonly audience: string;
  readonly serviceAccount: { readonly namespace: string; readonly name: string };
}

const DISCOVERY_PATH = "/.well-known/openid-configuration";
/** Where the API server has its keys, and where they are published. */
const KEYS_PATH = "/openid/v1/jwks";

/** The paths of the API server itself. */
export const API_SERVER_PATHS = { discovery: DISCOVERY_PATH, keys: KEYS_PATH } as const;

export const discoveryUrl = ({ url }: Pick<Issuer, "url">): string => url + DISCOVERY_PATH;
export const keysUrl = ({ url }: Pick<Issuer, "url">): string => url + KEYS_PATH;

/** The keys of the two objects in the bucket: the path of each document's URL. */
export function objectKeys(issuer: Pick<Issuer, "url">): { readonly discovery: string; readonly keys: string } {
  const keyOf = (url: string) => new URL(url).pathname.slice(1);
  return { discovery: keyOf(discoveryUrl(issuer)), keys: keyOf(keysUrl(issuer)) };
}

/** What AWS verifies. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
export const ALGORITHMS = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

export const isAlgorithm = (value: unknown): value is Algorithm => ALGORITHMS.includes(value as Algorithm);
