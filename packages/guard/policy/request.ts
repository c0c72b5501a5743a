import type { AnyText } from "../text";
import type { Context } from "./context";
import type { Policy } from "./policy";
import type { Requester } from "./requester";

/** One call to AWS. Texts may contain UNKNOWN parts. */
export interface Request {
  readonly requester: Requester;
  /** `s3:GetObject`, in any case. */
  readonly action: AnyText;
  /** ARN, or `*` for an action that takes no resource. */
  readonly resource: AnyText;
  /** Account that owns the resource. @default the one in its ARN, or the requester's own if that names none */
  readonly resourceAccount?: AnyText;
  /** Condition keys; those that follow from the requester (aws:PrincipalArn, aws:username, ...) are added. */
  readonly context: Context;
}

/** Every policy that applies to a request. Service and resource control policies are not modelled. */
export interface Policies {
  /** Of the user (and the user's groups) or the role. @default none */
  readonly identity?: readonly Policy[];
  /** The permissions boundary of the user or role, where one is set. */
  readonly boundary?: Policy;
  /** Passed when the session was created; together they limit it. */
  readonly session?: readonly Policy[];
  /** Of the resource: bucket policy, key policy, trust policy, ... `[]`: it has none; undefined: not known. */
  readonly resource?: readonly Policy[];
  /**
   * Whether even a principal of the same account needs the resource's policy, as for a KMS key and for a role's trust.
   * @default false
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
   */
  readonly resourceMustAllow?: boolean;
}

export interface Decision {
  /** "unknown": it depends on what is not known; never treat it as "denied". */
  readonly outcome: "allowed" | "denied" | "unknown";
  /** Whether a Deny statement decided. */
  readonly explicit: boolean;
  /** At least one. */
  readonly because: readonly Reason[];
}

export interface Reason {
  /**
   * For a reviewer: `denied: condition StringLike aws:username "a*" does not match "bob" (policy S3Access, statement 0)`
   */
  readonly text: string;
  /** Label of the policy, and position of the statement in it, if one statement decided. */
  readonly policy?: string;
  readonly statement?: number;
}
