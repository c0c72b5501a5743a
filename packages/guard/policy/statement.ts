import type { PartialText } from "../text";
/**
 * One statement of an IAM policy, whatever form it was written in.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export interface Statement {
  readonly sid?: PartialText;
  readonly effect: "Allow" | "Deny";
  /** Only in trust and resource policies. */
  readonly principals?: Principals;
  /** `Action`, or with `not` `NotAction`. */
  readonly actions: Patterns;
  /** `Resource`, or with `not` `NotResource`; a trust policy has none. */
  readonly resources?: Patterns;
  /** All must hold. */
  readonly conditions: readonly Condition[];
  /**
   * Of the whole policy; `${...}` is plain text in the older version, which AWS assumes where a policy names none.
   * @default "2012-10-17"
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
   */
  readonly version?: "2008-10-17" | "2012-10-17";
}

export interface Patterns {
  readonly not: boolean;
  /** With `*` and `?`; may contain UNKNOWN parts. */
  readonly patterns: readonly PartialText[];
}

export interface Principals {
  readonly not: boolean;
  readonly members: readonly Principal[];
}

export interface Principal {
  /** `*` is the bare `"Principal": "*"`. */
  readonly type: "AWS" | "Federated" | "Service" | "CanonicalUser" | "*";
  readonly id: PartialText;
}

export interface Condition {
  /** As written, with its prefixes and suffixes: `ForAllValues:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: PartialText;
  readonly values: readonly PartialText[];
}
