import type { AnyText, PartialText } from "../text";
import type { Unread } from "../unread";

/** What a principal is granted on purpose. */
export interface DeclaredNeed {
  /** Terraform address or name of the role or user, or of a policy that nobody has here. */
  readonly principal: AnyText;
  /** `s3:GetObject` */
  readonly action: string;
  /** ARN or pattern. */
  readonly resource: AnyText;
  /** Conditions under which it is granted, all of them; as {@link conditionWords} writes them. @default none */
  readonly when?: readonly string[];
  /** As one sentence. */
  readonly why: string;
}

/** One action on one resource that a principal may use. */
export interface Permission {
  /** As AWS writes it. */
  readonly action: string;
  /** As the statement writes it; `all but ...` for NotResource. */
  readonly resource: PartialText;
  /** Conditions that must all hold, and denials that must not apply; none: always. */
  readonly when: readonly string[];
  /** Statements that grant it: `aws_iam_policy.data "ReadObjects"`. */
  readonly by: readonly string[];
  /** Needs that it meets. */
  readonly why: readonly string[];
}

export interface MissingNeed extends DeclaredNeed {
  /** Why it is missing: no permission; only one under conditions that the need does not name; no such action there. */
  readonly outcome: "denied" | "conditional" | "void";
}

export interface PrincipalProof {
  /** `role deploy`, `anyone with policy deploy`. */
  readonly name: string;
  readonly address: string;
  /** Everything permitted, by action and resource. */
  readonly permitted: readonly Permission[];
  /** Declared as needed, not permitted. */
  readonly missing: readonly MissingNeed[];
  /** Permitted, not declared as needed; empty where nothing is declared at all. */
  readonly undeclared: readonly Permission[];
  /** What is in no file, and what is only known after apply. */
  readonly unproven: readonly string[];
}

/** Who may do what, against every action of AWS. Plain data, in a stable order. */
export interface Proof {
  /** Version of the catalogue. */
  readonly catalogue: string;
  readonly services: number;
  /** How many actions each principal was checked against. */
  readonly actions: number;
  /** What was not read and could grant something. */
  readonly unread: readonly Unread[];
  readonly principals: readonly PrincipalProof[];
}

/** Whether everyone may do what is declared, and nothing more. */
export const holds = ({ principals }: Proof): boolean =>
  principals.every(({ missing, undeclared }) => missing.length === 0 && undeclared.length === 0);
