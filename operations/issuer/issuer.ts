import { DOCUMENT_PATHS } from "../../config/issuer";

/** The issuer of a self-hosted cluster's service-account tokens, as the config has it. */
export interface Issuer {
  /** As AWS compares it with a token's `iss`, byte for byte. */
  readonly url: string;
  /** Where its two documents are written; without one they are published at the URL by the owner. */
  readonly bucket?: string;
  /** Whether the stack `openhands-issuer` creates the bucket. */
  readonly ofStack?: boolean;
  /** What a token for AWS is issued for. */
  readonly audience: string;
  readonly serviceAccount: { readonly namespace: string; readonly name: string };
}

export const discoveryUrl = ({ url }: Pick<Issuer, "url">): string => url + DOCUMENT_PATHS.discovery;
export const keysUrl = ({ url }: Pick<Issuer, "url">): string => url + DOCUMENT_PATHS.keys;

/** What AWS verifies. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
export const ALGORITHMS = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

export const isAlgorithm = (value: unknown): value is Algorithm => ALGORITHMS.includes(value as Algorithm);
