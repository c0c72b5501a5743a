import type { OidcProviderProps } from "@openhands-aws/constructs/github";
import type { Grant, Trust } from "@openhands-aws/constructs/iam";

/** What differs between the postures in the design's ten resources. */
export interface Design {
  readonly provider: OidcProviderProps;
  readonly runtimeTrust: readonly Trust[];
  /** Seconds. */
  readonly maxSessionSeconds?: number;
  readonly s3Grants: readonly Grant[];
  readonly bedrockGrants: readonly Grant[];
}

/** References to the stack's input variables. */
export interface InputVariables {
  readonly model: string;
  readonly region: string;
}
