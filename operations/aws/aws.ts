/** An access key, or a session with its token. Never part of a message. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** How an operation reaches AWS. `AWS_ENDPOINT_URL` and the like are obeyed by the SDK itself. */
export interface Aws {
  readonly region: string;
  /** @default the standard chain: environment, profile, single sign-on, ... */
  readonly credentials?: Credentials;
  /** Ends every call that is not finished yet. */
  readonly signal?: AbortSignal;
}
