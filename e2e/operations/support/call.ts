/** A call to AWS, and what became of it. */
export interface Call {
  readonly service: string;
  readonly action: string;
  readonly region: string;
  readonly accessKeyId: string | null;
  /** Its ARN; `null` where the signature was wrong, or the call needs none. */
  readonly principal: string | null;
  /** As the caller names them, without secrets. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The action of IAM that it needs. */
  readonly permission: string;
  /** From 1 on; `null` for calls that are not the operator's. */
  readonly number: number | null;
  /** `null` while there is no answer, and for a call that was not done. */
  readonly status: number | null;
  readonly error: string | null;
  /** The access key that it made. */
  readonly made: string | null;
  /** In seconds. */
  readonly time: number;
  readonly sourceAddress: string;
}
